import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterEach, expect, test} from 'vitest'
import {createCachedReferences} from '../../src/facts/cached-references.ts'
import type {References} from '../../src/facts/facts.ts'
import {readFacts} from '../../src/facts/read-facts.ts'
import {readReferences} from '../../src/facts/references.ts'
import {openDiskRepo} from '../../src/repo/disk.ts'
import {createMemoryRepo} from '../../src/repo/memory.ts'
import type {CacheFolder, Repo} from '../../src/repo/repo.ts'
import {createRandom} from '../random.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

function createFolder(): CacheFolder {
  const texts = new Map<string, string>()
  return {read: name => texts.get(name), write: (name, text) => void texts.set(name, text)}
}

function readCached(repo: Repo, folder: CacheFolder, engine = 'engine'): {value: References; asked: number} {
  let asked = 0
  const cached = createCachedReferences(folder, engine, (...input) => {
    asked++
    return readReferences(...input)
  })
  const value = cached.read(repo, readFacts(repo))
  cached.save()
  return {value, asked}
}

const readCold = (repo: Repo) => readReferences(repo, readFacts(repo))

const sample = {
  'package.json': '{"name": "sample"}',
  'tsconfig.json': '{"compilerOptions": {"strict": true}}',
  'src/lock.ts': 'export class Lock {\n  open() {}\n}\nexport class Door extends Lock {\n  open() {}\n}\n',
  'src/use.ts':
    "import {Lock} from './lock'\nexport function use(lock: Lock, other: any) {\n  lock.open()\n  other.open()\n}\n"
}

test('the same program is not asked again, and the answer is the same', () => {
  const folder = createFolder()
  const first = readCached(createMemoryRepo(sample), folder)
  const second = readCached(createMemoryRepo(sample), folder)
  expect([first.asked, second.asked]).toEqual([1, 0])
  expect(first.value.list.length).toBeGreaterThan(1)
  expect(first.value.overrides).toHaveLength(1)
  expect(first.value.callsIn.get('src/use.ts')).toEqual({seen: 2, resolved: 1})
  expect(second.value).toEqual(first.value)
})

test.each([
  ['a module', {'src/lock.ts': `${sample['src/lock.ts']}\nexport const use = new Lock().open()\n`}],
  ['a setting', {'tsconfig.json': '{"compilerOptions": {"noLib": true}}'}],
  ['a manifest', {'package.json': '{"name": "other"}'}],
  ['a new file that nothing imports', {'src/new.ts': 'export {}\n'}]
])('%s that changed is asked about', (_, change) => {
  const folder = createFolder()
  readCached(createMemoryRepo(sample), folder)
  const repo = createMemoryRepo({...sample, ...change})
  const {value, asked} = readCached(repo, folder)
  expect(asked).toBe(1)
  expect(value).toEqual(readCold(repo))
})

test('what another engine kept is not taken', () => {
  const folder = createFolder()
  readCached(createMemoryRepo(sample), folder)
  expect(readCached(createMemoryRepo(sample), folder, 'next engine').asked).toBe(1)
})

test('types that were looked for in vain and are installed now are seen', () => {
  const root = mkdtempSync(join(tmpdir(), 'groundtruth-references-'))
  folders.push(root)
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), {recursive: true})
    writeFileSync(join(root, path), text)
  }
  write('package.json', '{"name": "sample", "dependencies": {"made": "1"}}')
  write(
    'src/a.ts',
    "import {make} from 'made'\nexport interface Box { open(): void }\nexport const run = () => make<Box>().open()\n"
  )
  const folder = createFolder()
  const before = readCached(openDiskRepo(root), folder)
  expect(readCached(openDiskRepo(root), folder).asked).toBe(0)
  write('node_modules/made/package.json', '{"name": "made", "version": "1.0.0", "types": "index.d.ts"}')
  write('node_modules/made/index.d.ts', 'export declare function make<T>(): T\n')
  const after = readCached(openDiskRepo(root), folder)
  expect(after.asked).toBe(1)
  expect(after.value).toEqual(readCold(openDiskRepo(root)))
  expect(after.value.list.length).toBeGreaterThan(before.value.list.length)
  write('node_modules/made/index.d.ts', 'export declare function make<T>(): unknown\n')
  expect(readCached(openDiskRepo(root), folder).asked).toBe(1)
})

test('after random edits, additions, renames and deletions the warm answer is the cold one', () => {
  const random = createRandom(11)
  const pick = <T>(values: readonly T[]) => values[random(values.length)] as T
  const texts = [
    ...Object.values(sample).slice(2),
    "import {Lock} from './a'\nexport const l = new Lock()\n",
    'export class Lock { open() { return this.open() } }\n'
  ]
  const paths = ['src/a.ts', 'src/b.ts', 'src/lock.ts', 'src/use.ts']
  const folder = createFolder()
  let files: Record<string, string> = {...sample}
  for (let step = 0; step < 30; step++) {
    const path = pick(paths)
    const {[path]: text, ...rest} = files
    files = pick([
      rest,
      {...files, [path]: pick(texts)},
      text === undefined ? files : {...rest, [pick(paths)]: text}
    ])
    const repo = createMemoryRepo(files)
    expect(readCached(repo, folder).value, `step ${step}`).toEqual(readCold(repo))
  }
})
