import {mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {runCli} from '../../src/cli/run.ts'

const made: string[] = []
// Not after each test: some files share a folder among theirs.
process.on('exit', () => {
  for (const folder of made) rmSync(folder, {recursive: true, force: true})
})

/** A folder on disk that holds these files, and nothing above it that is a root. */
export function createFolder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'groundtruth-')))
  made.push(folder)
  writeFiles(folder, files)
  return folder
}

export function writeFiles(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), text)
  }
}

/** Every file of the folder by path. */
export function readFiles(folder: string): Record<string, string> {
  const entries = readdirSync(folder, {recursive: true, withFileTypes: true}).filter(entry => entry.isFile())
  return Object.fromEntries(
    entries
      .map(entry => join(entry.parentPath, entry.name))
      .map(path => [path.slice(folder.length + 1), readFileSync(path, 'utf8')])
  )
}

export interface Outcome {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** Calls the tool in a folder, as `groundtruth ARGV` with pipes for stdout and stderr. */
export async function cli(folder: string, ...argv: string[]): Promise<Outcome> {
  const out: string[] = []
  const err: string[] = []
  const code = await runCli(argv, {
    stdout: {write: text => out.push(text)},
    stderr: {write: text => err.push(text)},
    env: {},
    cwd: folder
  })
  return {code, out: out.join(''), err: err.join('')}
}

/** A small package whose sources hold one component map's worth of imports, an entry point and a task file. */
export const smallPackage: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'small',
    type: 'module',
    main: './src/index.ts',
    scripts: {test: 'vitest'}
  }),
  'README.md': '# small\n\nKeeps counts in memory.\n\nThe store is `src/store/counts.ts`.\n',
  'src/index.ts':
    "import {count} from './api/count.ts'\nexport function main(): number {\n  return count('a')\n}\n",
  'src/api/count.ts':
    "import {read, write} from '../store/counts.ts'\n\n/** Counts a name once more. */\nexport function count(name: string): number {\n  write(name, read(name) + 1)\n  return read(name)\n}\n",
  'src/api/reset.ts':
    "import {write} from '../store/counts.ts'\nexport function reset(name: string): void {\n  write(name, 0)\n}\n",
  'src/store/counts.ts':
    'const counts = new Map<string, number>()\nexport function read(name: string): number {\n  return counts.get(name) ?? 0\n}\nexport function write(name: string, value: number): void {\n  counts.set(name, value)\n}\n',
  'test/count.test.ts':
    "import {expect, test} from 'vitest'\nimport {count} from '../src/api/count.ts'\ntest('counts', () => {\n  expect(count('a')).toBe(1)\n})\n",
  'TASKS.md':
    '# Tasks\n\n- [x] Add `count` to `src/api/count.ts`\n- [ ] Add `forget` to `src/api/forget.ts`\n'
}

let prepared: Promise<Record<string, string>> | undefined

/** {@link smallPackage} after `groundtruth run`, made once for each test file. */
export function preparedPackage(): Promise<Record<string, string>> {
  prepared ??= runOnce()
  return prepared
}

async function runOnce(): Promise<Record<string, string>> {
  const folder = createFolder(smallPackage)
  await cli(folder, 'run')
  return readFiles(folder)
}
