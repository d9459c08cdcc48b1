import {execFileSync} from 'node:child_process'
import {mkdirSync, symlinkSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from 'vitest'
import {cli, createFolder, readFiles, smallPackage} from './cli.ts'

const artifacts = [
  'ARCHITECTURE.md',
  'DANGER-ZONES.md',
  'DETAILED_DESIGN.md',
  'NEXT-ACTIONS.md',
  'TRIAGE.md'
] as const

/** Runs on the files and expects success; gives the artifacts and what was said. */
async function run(files: Record<string, string | Uint8Array>, prepare?: (folder: string) => void) {
  const folder = createFolder(files)
  prepare?.(folder)
  const {code, err} = await cli(folder, 'run')
  expect({code, err}).toMatchObject({code: 0})
  const after = readFiles(folder)
  return {folder, err, text: artifacts.map(name => after[name] ?? '').join('\n'), after}
}

test('JavaScript alone, without tsconfig, manifest or node_modules', async () => {
  const {text} = await run({
    'lib/a.js': "const b = require('./b')\nmodule.exports = function a() { return b() }\n",
    'lib/b.js': 'module.exports = () => 1\n'
  })
  expect(text).toContain('No package.json, written in JavaScript')
  expect(text).toContain('n1["lib/a.js"]')
})

test('broken syntax is said, and what could be read of it stays', async () => {
  const {text, err} = await run({
    ...smallPackage,
    'src/broken.ts': "import {read} from './store/counts.ts'\nexport const x = read(\n"
  })
  expect(text).toContain('Syntax: errors in `src/broken.ts`')
  expect(err).toMatch(/src\/broken\.ts/)
})

test('a source that is not UTF-8 is named and left out', async () => {
  const {err, text} = await run({...smallPackage, 'src/latin.ts': new Uint8Array([0x2f, 0x2f, 0xe9, 0x0a])})
  expect(err).toMatch(/src\/latin\.ts/)
  expect(text).not.toContain('latin.ts')
})

test('a line of ten megabytes is minified code, not a module', {timeout: 120_000}, async () => {
  const {text} = await run({...smallPackage, 'src/blob.js': `var x = "${'a'.repeat(10_000_000)}"\n`})
  expect(text).toContain('minified files')
  expect(text).not.toContain('blob.js')
})

test('CRLF and a byte order mark change nothing but themselves', async () => {
  const plain = await run(smallPackage)
  const windows = await run(
    Object.fromEntries(
      Object.entries(smallPackage).map(([path, text]) => [
        path,
        path.endsWith('.ts') ? `\uFEFF${text.replaceAll('\n', '\r\n')}` : text
      ])
    )
  )
  expect(windows.text).toBe(plain.text)
})

test('paths with spaces, # and names that differ in case only', async () => {
  const {text} = await run({
    'package.json': '{"name": "odd"}',
    'src/a b/c#d.ts': "import {e} from '../Case.ts'\nimport {f} from '../case.ts'\nexport const c = e + f\n",
    'src/Case.ts': 'export const e = 1\n',
    'src/case.ts': 'export const f = 1\n',
    'src/z/z.ts': 'export const z = 1\n'
  })
  expect(text).toContain('`src/a b`')
  expect(text).toContain('Imports: all resolved.')
})

test('links out of the root and loops are not followed', async () => {
  const outside = createFolder({'secret.ts': 'export const secret = 1\n'})
  const {text} = await run(smallPackage, folder => {
    symlinkSync(outside, join(folder, 'src/out'))
    symlinkSync(folder, join(folder, 'src/loop'))
  })
  expect(text).not.toMatch(/secret|src\/out|src\/loop/)
})

test('a submodule is left out and named', async () => {
  const {text, err} = await run({
    ...smallPackage,
    'deps/sub/.git': 'gitdir: ../../.git/modules/sub\n',
    'deps/sub/s.ts': 'export const s = 1\n'
  })
  expect(err).toMatch(/deps\/sub/)
  expect(text).not.toContain('deps/sub/s.ts')
})

test('a shallow clone says so and measures no history', async () => {
  const origin = createFolder(smallPackage)
  const git = (cwd: string, ...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.org', ...args], {
      cwd,
      stdio: 'pipe'
    })
  git(origin, 'init', '-q')
  git(origin, 'add', '-A')
  git(origin, 'commit', '-qm', 'one')
  git(origin, 'commit', '-qm', 'two', '--allow-empty')
  const parent = createFolder({})
  git(parent, 'clone', '-q', '--depth', '1', `file://${origin}`, 'shallow')
  const {code} = await cli(join(parent, 'shallow'), 'run')
  expect(code).toBe(0)
  expect(readFiles(join(parent, 'shallow'))['ARCHITECTURE.md']).toContain('History: shallow clone.')
})

test('two zones with one number that a person wrote stop the write, and nothing of them is lost', async () => {
  const zone = (symbol: string) =>
    [
      '<a id="dz-1"></a>',
      `### DZ-1: \`src/${symbol}.ts\`: breaks`,
      '',
      '- **Status**: accepted: known',
      '- **Category**: concurrency',
      '- **Confidence**: high',
      '- **Risk score**: L:3 + B:2 + D:3 = 8',
      `- **Location**: \`src/${symbol}.ts:1-2\` (\`${symbol}\`)`,
      '',
      `<!-- key: lazy-init-race/src/${symbol}.ts/${symbol}/x hash=000000000000 -->`
    ].join('\n')
  const folder = createFolder({
    ...smallPackage,
    'DANGER-ZONES.md': `# Danger zones\n\n## Accepted\n\n${zone('a')}\n\n${zone('b')}\n\n<!-- groundtruth:next DZ=2 -->\n`
  })
  const {code, err} = await cli(folder, 'run')
  // Their hashes are made up, so both read as edited by hand: nothing of them may be lost.
  expect(code).toBe(1)
  expect(readFiles(folder)['DANGER-ZONES.md']).toContain(zone('a'))
  expect(err).toMatch(/DANGER-ZONES\.md/)
})

test('the same tree gives the same bytes at another path, in another order and locale', async () => {
  const reversed = Object.fromEntries(Object.entries(smallPackage).reverse())
  const first = await run(smallPackage)
  const before = {LANG: process.env.LANG, LC_ALL: process.env.LC_ALL, TZ: process.env.TZ}
  Object.assign(process.env, {LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', TZ: 'Asia/Tokyo'})
  try {
    const parent = createFolder({})
    const second = await run(reversed, folder => mkdirSync(join(folder, 'empty')))
    expect(second.text).toBe(first.text)
    expect(parent).not.toBe(first.folder)
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
})
