import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, describe, expect, it} from 'vitest'
import {readFacts} from '../../src/facts/read-facts.ts'
import {readReferences} from '../../src/facts/references.ts'
import {openDiskRepo} from '../../src/repo/disk.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'groundtruth-references-'))
  folders.push(folder)
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), {recursive: true})
    writeFileSync(join(folder, path), text)
  }
  return folder
}

const CALL = 'src/lock.ts#Lock.acquire < src/use.ts#work'
const SOURCES: Readonly<Record<string, string>> = {
  'package.json': '{"name": "shop", "dependencies": {"each": "1"}}',
  'tsconfig.json':
    '{"compilerOptions": {"lib": ["es2023"], "module": "esnext", "moduleResolution": "bundler"}}',
  'src/lock.ts': 'export class Lock { acquire() {} }\n',
  'src/use.ts': [
    "import {each} from 'each'",
    "import {Lock} from './lock.ts'",
    'export function work() { each([new Lock()], lock => lock.acquire()) }'
  ].join('\n')
}
const TYPES: Readonly<Record<string, string>> = {
  'package.json': '{"name": "each", "version": "1.0.0", "types": "index.d.ts"}',
  'index.d.ts': 'export declare function each<T>(list: T[], visit: (item: T) => void): void\n'
}

function memberCalls(root: string): string[] {
  const repo = openDiskRepo(root)
  const {list} = readReferences(repo, readFacts(repo))
  return list.filter(({to}) => to.includes('.acquire')).map(({from, to}) => `${to} < ${from}`)
}

function below(folder: string, files: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]))
}

describe('installed packages', () => {
  it('lend their types', () => {
    expect(memberCalls(folderOf({...SOURCES, ...below('node_modules/each', TYPES)}))).toEqual([CALL])
  })

  it('are missed when they are not there: fewer references, none wrong', () => {
    expect(memberCalls(folderOf(SOURCES))).toEqual([])
  })

  it('may be links within the root', () => {
    const root = folderOf({...SOURCES, ...below('node_modules/.store/each', TYPES)})
    symlinkSync('.store/each', join(root, 'node_modules/each'))
    expect(memberCalls(root)).toEqual([CALL])
  })

  it('are not followed out of the root', () => {
    const root = folderOf({...SOURCES, 'node_modules/other/index.js': ''})
    symlinkSync(folderOf(TYPES), join(root, 'node_modules/each'))
    expect(memberCalls(root)).toEqual([])
  })

  it('are not looked for above the root', () => {
    const outer = folderOf({...below('inner', SOURCES), ...below('node_modules/each', TYPES)})
    expect(memberCalls(join(outer, 'inner'))).toEqual([])
  })
})
