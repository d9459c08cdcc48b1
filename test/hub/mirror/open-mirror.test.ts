import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import Database from 'libsql'
import {describe, expect, it} from 'vitest'
import type {LogRow} from '../../../src/hub/entry.ts'
import {parseMirror} from '../../../src/hub/mirror/parse-mirror.ts'
import {entryRow} from '../client/support/fake-hub.ts'
import {pageOf, redactionRow, useMirrors} from './support/mirrors.ts'

const {folder, open} = useMirrors()

const read = (...path: string[]) => readFileSync(join(...path), 'utf8')
const rows = (from: number, to: number): LogRow[] =>
  Array.from({length: to - from + 1}, (_, index) => entryRow(from + index, `e${from + index}`))

/** Whether any file of a folder holds a text. */
function holds(directory: string, text: string): boolean {
  return readdirSync(directory, {recursive: true, encoding: 'utf8'}).some(name => {
    const path = join(directory, name)
    return statSync(path).isFile() && readFileSync(path).includes(text)
  })
}

describe('a mirror', () => {
  it('begins empty, and keeps rows and cursor over a reopening', () => {
    const directory = folder()
    const mirror = open(directory)
    expect(mirror.cursor()).toEqual({logId: '', seq: 0})
    expect(mirror.apply(pageOf(rows(1, 3)))).toEqual({added: 3, redacted: 0})
    expect(open(directory).cursor()).toEqual({logId: 'log-1', seq: 3})
  })

  it('keeps one file for each project and type, with the entries as they were', () => {
    const directory = folder()
    const mirror = open(directory)
    const texts = ['', '\0', 'a\r\nb\rc', '---\nx: y\n---', '````\n# no', '👩‍🚀', 'x'.repeat(1024 * 1024)]
    const zones = texts.map((content, index) =>
      entryRow(index + 1, `z${index}`, {content, meta: {when: '\t1'}})
    )
    mirror.apply(pageOf(zones))
    mirror.apply(pageOf([entryRow(8, 'a', {type: 'action'}), entryRow(9, 'b', {project: 'Acme/web'})]))
    expect(mirror.refreshFiles()).toBe(3)
    expect(readdirSync(directory).sort()).toEqual([
      expect.stringMatching(/^acme-web~/),
      'alpha',
      'mirror.db',
      'mirror.db-shm',
      'mirror.db-wal'
    ])
    expect(readdirSync(join(directory, 'alpha')).sort()).toEqual(['actions.md', 'zones.md'])
    expect(parseMirror(read(directory, 'alpha', 'zones.md'))).toEqual({
      stamp: {logId: 'log-1', seq: 7, type: 'zone'},
      entries: zones
    })
  })

  it('can be read by its owner alone', () => {
    const directory = join(folder(), 'new')
    const mirror = open(directory)
    mirror.apply(pageOf(rows(1, 1)))
    mirror.refreshFiles()
    const modes = ['.', 'mirror.db', 'alpha', 'alpha/zones.md'].map(
      name => statSync(join(directory, name)).mode & 0o777
    )
    expect(modes).toEqual([0o700, 0o600, 0o700, 0o600])
  })

  it('writes only files that changed', () => {
    const mirror = open(folder())
    mirror.apply(pageOf([...rows(1, 2), entryRow(3, 'a', {type: 'action'})]))
    expect(mirror.refreshFiles()).toBe(2)
    expect(mirror.refreshFiles()).toBe(0)
    mirror.apply(pageOf(rows(4, 4)))
    expect(mirror.refreshFiles()).toBe(1)
  })

  it('D-7: stores no row twice, and moves its cursor over rows that are none of its own', () => {
    const mirror = open(folder())
    mirror.apply(pageOf(rows(1, 5)))
    expect(mirror.apply(pageOf(rows(3, 7)))).toEqual({added: 2, redacted: 0})
    expect(mirror.apply(pageOf(rows(3, 7)))).toEqual({added: 0, redacted: 0})
    mirror.apply({logId: 'log-1', since: 7, through: 20, rows: []})
    expect(mirror.cursor().seq).toBe(20)
  })

  it('refuses a page that leaves rows out, and stores nothing of it', () => {
    const mirror = open(folder())
    mirror.apply(pageOf(rows(1, 2)))
    expect(() => mirror.apply(pageOf(rows(4, 5)))).toThrow(expect.objectContaining({kind: 'stale-cursor'}))
    expect(() => mirror.apply(pageOf(rows(3, 4), 2, 'log-2'))).toThrow(
      expect.objectContaining({kind: 'stale-cursor'})
    )
    expect(mirror.cursor()).toEqual({logId: 'log-1', seq: 2})
  })

  it('stores all rows of a page or none, and its cursor with them', () => {
    const mirror = open(folder())
    mirror.apply(pageOf(rows(1, 2)))
    const twice = [...rows(3, 5), entryRow(5, 'again')]
    expect(() => mirror.apply(pageOf(twice))).toThrow(expect.objectContaining({kind: 'unavailable'}))
    expect(mirror.cursor().seq).toBe(2)
    expect(mirror.apply(pageOf(rows(3, 5)))).toEqual({added: 3, redacted: 0})
  })

  it('H-24, C-13: drops the text of a redacted entry from its database, the journal and its files', () => {
    const directory = folder()
    const mirror = open(directory)
    const secret = 'correct-horse-battery'
    const large = {content: `${'x'.repeat(20_000)}${secret}`, meta: {note: secret}}
    mirror.apply(pageOf([...rows(1, 20), entryRow(21, 'leak', large), ...rows(22, 30)]))
    mirror.refreshFiles()
    expect(holds(directory, secret)).toBe(true)
    expect(mirror.apply(pageOf([redactionRow(31, 21)]))).toEqual({added: 0, redacted: 1})
    mirror.refreshFiles()
    expect(holds(directory, secret)).toBe(false)
    const {entries} = parseMirror(read(directory, 'alpha', 'zones.md'))
    expect(entries[20]).toMatchObject({seq: 21, id: 'leak', content: '', meta: {}, redacted: true})
    expect(entries).toHaveLength(30)
  })

  it('takes a redaction of an entry that it does not hold', () => {
    const mirror = open(folder())
    expect(mirror.apply(pageOf([redactionRow(9, 4)], 0))).toEqual({added: 0, redacted: 1})
    expect(mirror.cursor().seq).toBe(9)
  })

  it('H-14: drops everything for another log', () => {
    const directory = folder()
    const mirror = open(directory)
    const beta = entryRow(1, 'b', {project: 'beta', content: 'of the old log'})
    mirror.apply(pageOf([beta, ...rows(2, 5)]))
    mirror.refreshFiles()
    mirror.apply(pageOf([entryRow(1, 'n')], 0, 'log-2'))
    mirror.refreshFiles()
    expect(mirror.cursor()).toEqual({logId: 'log-2', seq: 1})
    expect(existsSync(join(directory, 'beta'))).toBe(false)
    expect(parseMirror(read(directory, 'alpha', 'zones.md')).entries.map(({id}) => id)).toEqual(['n'])
    expect(holds(directory, 'of the old log')).toBe(false)
  })

  it('leaves files alone that are not its own', () => {
    const directory = folder()
    mkdirSync(join(directory, 'notes'))
    writeFileSync(join(directory, 'notes', 'zones.md'), '# Mine\n')
    const mirror = open(directory)
    mirror.reset('log-2')
    mirror.refreshFiles()
    expect(read(directory, 'notes', 'zones.md')).toBe('# Mine\n')
  })
})

describe('opening a mirror', () => {
  it.each([
    ['missing', (path: string) => rmSync(path)],
    ['of an earlier row', (path: string) => writeFileSync(path, read(path).replace('"seq":4', '"seq":3'))],
    ['of another log', (path: string) => writeFileSync(path, read(path).replace('log-1', 'log-0'))],
    ['empty after a power cut', (path: string) => writeFileSync(path, '')]
  ])('writes a file anew that is %s', (_, harm) => {
    const directory = folder()
    const mirror = open(directory)
    mirror.apply(pageOf(rows(1, 4)))
    mirror.refreshFiles()
    const path = join(directory, 'alpha', 'zones.md')
    const whole = read(path)
    harm(path)
    open(directory)
    expect(read(path)).toBe(whole)
  })

  it('removes what a write left half-done', () => {
    const directory = folder()
    const mirror = open(directory)
    mirror.apply(pageOf(rows(1, 1)))
    mirror.refreshFiles()
    const left = join(directory, 'alpha', 'zones.md.123456')
    writeFileSync(left, 'text of a redacted entry')
    open(directory)
    expect(existsSync(left)).toBe(false)
    expect(existsSync(join(directory, 'alpha', 'zones.md'))).toBe(true)
  })

  it('takes out of the journal what was deleted before an interrupt', () => {
    const directory = folder()
    open(directory).apply(pageOf([entryRow(1, 'a', {content: 'deleted text'})]))
    const other = new Database(join(directory, 'mirror.db'))
    other.exec('pragma secure_delete = on; pragma wal_autocheckpoint = 0; delete from log; vacuum')
    expect(statSync(join(directory, 'mirror.db-wal')).size).toBeGreaterThan(0)
    open(directory)
    expect(statSync(join(directory, 'mirror.db-wal')).size).toBe(0)
    other.close()
    expect(holds(directory, 'deleted text')).toBe(false)
  })

  it('refuses the database of a newer version, and leaves it as it is', () => {
    const directory = folder()
    open(directory).close()
    const database = new Database(join(directory, 'mirror.db'))
    database.exec('pragma user_version = 99')
    expect(() => open(directory)).toThrow(expect.objectContaining({kind: 'invalid'}))
    database.exec('pragma user_version = 1')
    database.close()
    expect(open(directory).cursor().seq).toBe(0)
  })

  it('names the folder where it cannot be used', () => {
    const file = join(folder(), 'file')
    writeFileSync(file, '')
    expect(() => open(file)).toThrow(
      expect.objectContaining({kind: 'unavailable', message: expect.stringContaining(file)})
    )
  })
})
