import {mkdtempSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, expect, test} from 'vitest'
import {openDiskRepo} from '../../src/repo/disk.ts'
import {openKnownTexts} from '../../src/repo/disk-known-texts.ts'
import type {CacheFolder} from '../../src/repo/repo.ts'

const folders: string[] = []
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, {recursive: true, force: true})
})

function createRoot(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'groundtruth-'))
  folders.push(root)
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  return root
}

function createCache(): CacheFolder & {texts: Map<string, string>} {
  const texts = new Map<string, string>()
  return {texts, read: name => texts.get(name), write: (name, text) => void texts.set(name, text)}
}

const later = () => Date.now() + 10_000

/** One run: the value of each file, and those that were read for it. */
function run(root: string, folder: CacheFolder, {engine = 'engine 1', now = later, name = 'upper'} = {}) {
  const known = openKnownTexts({folder, engine, absoluteOf: path => join(root, path), now})
  const repo = openDiskRepo(root, {known})
  const read: string[] = []
  const values = repo.files.map(path =>
    repo.derive(path, name, text => {
      read.push(path)
      return text.toUpperCase()
    })
  )
  known.save(repo.has)
  return {values, read}
}

test('what is known of a text is not read again', () => {
  const root = createRoot({a: 'one', b: 'two'})
  const folder = createCache()
  expect(run(root, folder)).toEqual({values: ['ONE', 'TWO'], read: ['a', 'b']})
  expect(run(root, folder)).toEqual({values: ['ONE', 'TWO'], read: []})
  expect(run(root, folder, {name: 'other'}).read).toEqual(['a', 'b'])
  expect(run(root, folder, {engine: 'engine 2'}).read).toEqual(['a', 'b'])
})

test('a file that was written again is read again, also with its size and time of before', () => {
  const root = createRoot({a: 'one', b: 'two'})
  const folder = createCache()
  run(root, folder)
  const {atime, mtime} = statSync(join(root, 'a'))
  writeFileSync(join(root, 'a'), 'ONE')
  utimesSync(join(root, 'a'), atime, mtime)
  expect(run(root, folder)).toEqual({values: ['ONE', 'TWO'], read: ['a']})
})

test('a file that another one took the place of is read again', () => {
  const root = createRoot({a: 'one', b: 'two'})
  const folder = createCache()
  run(root, folder)
  renameSync(join(root, 'b'), join(root, 'a'))
  expect(run(root, folder)).toEqual({values: ['TWO'], read: ['a']})
})

test('what changed within a tick of the clock is not kept: a second change might not show', () => {
  const root = createRoot({a: 'one'})
  const folder = createCache()
  expect(run(root, folder, {now: Date.now}).read).toEqual(['a'])
  expect(run(root, folder, {now: Date.now}).read).toEqual(['a'])
  expect(run(root, folder).read).toEqual(['a'])
  expect(run(root, folder).read).toEqual([])
})

test('a value of a text that was read before its file changed is not kept for the new one', () => {
  const root = createRoot({a: 'one'})
  const folder = createCache()
  const known = openKnownTexts({folder, engine: 'engine 1', absoluteOf: path => join(root, path), now: later})
  const repo = openDiskRepo(root, {known})
  expect(repo.read('a')).toBe('one')
  writeFileSync(join(root, 'a'), 'two')
  expect(repo.derive('a', 'upper', text => text.toUpperCase())).toBe('ONE')
  known.save(repo.has)
  expect(run(root, folder)).toEqual({values: ['TWO'], read: ['a']})
})

test('files that are gone, and bytes that are no text, are not kept', () => {
  const root = createRoot({a: 'one', b: 'two'})
  writeFileSync(join(root, 'c'), Uint8Array.of(0xff, 0xfe, 0x00))
  const folder = createCache()
  run(root, folder)
  rmSync(join(root, 'b'))
  expect(run(root, folder, {name: 'other'}).values).toEqual(['ONE', undefined])
  const kept = folder.texts.get('texts') ?? ''
  expect([kept.includes('"a"'), kept.includes('"b"'), kept.includes('TWO')]).toEqual([true, false, false])
})

test('a damaged cache is made anew', () => {
  const root = createRoot({a: 'one'})
  const folder = createCache()
  run(root, folder)
  folder.texts.set('texts', (folder.texts.get('texts') ?? '').replace('ONE', 'SIX'))
  expect(run(root, folder)).toEqual({values: ['ONE'], read: ['a']})
  expect(readFileSync(join(root, 'a'), 'utf8')).toBe('one')
})

test('a path below a file is that of nothing', () => {
  const root = createRoot({a: 'one'})
  const known = openKnownTexts({
    folder: createCache(),
    engine: 'engine 1',
    absoluteOf: path => join(root, path),
    now: later
  })
  expect(openDiskRepo(root, {known}).read('a/b')).toBe(undefined)
})
