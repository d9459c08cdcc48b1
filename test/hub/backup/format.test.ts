import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import fc from 'fast-check'
import {describe, expect, test} from 'vitest'
import {readBackup, verifyBackup} from '../../../src/hub/backup/read-backup.ts'
import {writeBackup} from '../../../src/hub/backup/write-backup.ts'
import {writeBackupFile} from '../../../src/hub/backup/write-backup-file.ts'
import type {Entry, Redaction} from '../../../src/hub/entry.ts'
import {limits} from '../../../src/hub/limits.ts'
import type {SnapshotRecord} from '../../../src/hub/store/store.ts'
import {token} from '../store/contract/tokens.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'

const entry: Entry = {
  kind: 'entry',
  seq: 1,
  project: 'alpha',
  id: 'a',
  type: 'zone',
  content: 'a secret text',
  meta: {},
  author: 'ada',
  publishedAt: 1,
  redacted: false
}

const redaction: Redaction = {
  kind: 'redaction',
  seq: 2,
  targetSeq: 1,
  project: 'alpha',
  author: 'admin',
  reason: 'r',
  redactedAt: 2
}

const redacted: Entry = {...entry, content: '', redacted: true}

const audit = {
  id: 4,
  at: 1,
  subject: '',
  tokenId: '',
  project: '',
  method: 'Publish',
  code: 'ok',
  entries: 0,
  bytes: 0,
  peer: 'local',
  reason: 'any\0thing'
}

const log = (head: number): SnapshotRecord => ({record: 'log', logId: 'log', head})

async function write(records: readonly SnapshotRecord[], folder = temporaryFolder()): Promise<string> {
  const path = join(folder, 'hub.backup')
  const snapshot = async function* () {
    yield* records
  }
  await writeBackupFile(writeBackup({snapshot}), path)
  return path
}

async function read(path: string): Promise<readonly SnapshotRecord[]> {
  const records: SnapshotRecord[] = []
  for await (const record of readBackup(path)) records.push(record)
  return records
}

const whole: readonly SnapshotRecord[] = [
  log(2),
  {record: 'project', name: 'alpha', createdAt: 1},
  {record: 'token', token: token('a', {projects: ['*'], replacedBy: 'b'})},
  {record: 'token', token: token('b', {expiresAt: 1, revokedAt: 2, lastUsedAt: 3})},
  {record: 'row', row: redacted},
  {record: 'row', row: redaction},
  {record: 'audit', row: audit}
]

describe('a backup file', () => {
  test('gives its records as they were', async () => {
    const path = await write(whole)
    expect(await read(path)).toEqual(whole)
    expect(await verifyBackup(path)).toEqual({logId: 'log', head: 2, records: 7})
    expect(await read(await write([log(0)]))).toEqual([log(0)])
  })

  test('gives any text as it was, up to the limits', async () => {
    const folder = temporaryFolder()
    const text = fc.string({unit: 'grapheme', maxLength: 60})
    const metas = fc.dictionary(
      fc.string({unit: 'grapheme-ascii', maxLength: 9}),
      fc.string({unit: 'grapheme-ascii'})
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(text, metas), {maxLength: 9}), async texts => {
        const rows = texts.map(([content, meta], index): SnapshotRecord => {
          return {record: 'row', row: {...entry, seq: index + 1, id: `${index}`, content, meta}}
        })
        const records = [log(rows.length), ...rows]
        expect(await read(await write(records, folder))).toEqual(records)
      }),
      {numRuns: 40}
    )
    const contents = ['\0'.repeat(limits.maxContentBytes), '\r\n\u2028\u2029---', `"\\\u{10ffff}`]
    const rows = contents.map((content, index): SnapshotRecord => {
      return {record: 'row', row: {...entry, seq: index + 1, id: `${index}`, content}}
    })
    expect(await read(await write([log(3), ...rows], folder))).toEqual([log(3), ...rows])
  })

  test('is refused with any byte changed, cut anywhere, and with any line gone or doubled', async () => {
    const path = await write(whole)
    const bytes = readFileSync(path)
    const lines = bytes.toString().split(/(?<=\n)/)
    const changed = Array.from({length: 60}, (_, index) => {
      const at = Math.floor((index * bytes.length) / 60)
      return bytes.map((byte, place) => (place === at ? byte ^ 4 : byte))
    })
    const cut = Array.from({length: 40}, (_, index) =>
      bytes.subarray(0, Math.floor((index * bytes.length) / 40))
    )
    const gone = lines.map((_, index) => Buffer.from(lines.toSpliced(index, 1).join('')))
    const doubled = lines.map((line, index) => Buffer.from(lines.toSpliced(index, 0, line).join('')))
    for (const damaged of [...changed, ...cut, ...gone, ...doubled]) {
      writeFileSync(path, damaged)
      const reading = verifyBackup(path)
      await expect(reading).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
      await expect(reading).rejects.toThrow(/^[^\n]*is no whole backup, line \d+: [^\n]+$/)
      await expect(reading).rejects.not.toThrow(/a secret/)
    }
    writeFileSync(path, bytes)
    expect(await read(path)).toEqual(whole)
  })

  test('of a newer version is refused by its number', async () => {
    const path = await write(whole)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"version":1', '"version":2'))
    await expect(verifyBackup(path)).rejects.toThrow(/line 1: Expected version 1 of the format, got 2/)
  })

  test('that is not there is not found', async () => {
    const path = join(temporaryFolder(), 'none')
    await expect(verifyBackup(path)).rejects.toMatchObject({name: 'HubError', kind: 'not-found'})
  })

  test('whose line has no end is refused without being read whole', async () => {
    const path = join(temporaryFolder(), 'long')
    writeFileSync(path, Buffer.alloc(20 * 1024 * 1024, 'x'))
    await expect(verifyBackup(path)).rejects.toThrow(/longer/)
  })

  test('takes the place of an older one only once it is whole', async () => {
    const folder = temporaryFolder()
    const path = await write(whole, folder)
    const before = readFileSync(path)
    const failing = async function* () {
      yield Buffer.from('half')
      throw new Error('the hub went away')
    }
    await expect(writeBackupFile(failing(), path)).rejects.toThrow('the hub went away')
    expect(readFileSync(path)).toEqual(before)
    expect(readdirSync(folder)).toEqual(['hub.backup'])
    await write([log(0)], folder)
    expect(await read(path)).toEqual([log(0)])
    await expect(writeBackupFile(failing(), join(folder, 'no/such/folder'))).rejects.toThrow('ENOENT')
    expect(existsSync(join(folder, 'no'))).toBe(false)
  })
})

describe('a record that no hub wrote', () => {
  const row = (row: object): SnapshotRecord => ({record: 'row', row}) as SnapshotRecord
  test.each<[string, readonly SnapshotRecord[], RegExp]>([
    ['nothing', [], /a record of the log/],
    ['no log first', [row(entry)], /order/],
    ['a second log', [log(0), log(0)], /order/],
    ['records out of order', [log(1), row(entry), {record: 'project', name: 'alpha', createdAt: 1}], /order/],
    ['a missing row', [log(2), row(entry)], /2 rows of the log, got 1/],
    ['a gap', [log(2), row(entry), row({...entry, seq: 3})], /row 2, got row 3/],
    [
      'audit out of order',
      [log(0), {record: 'audit', row: audit}, {record: 'audit', row: audit}],
      /audit rows in order/
    ],
    ['a bad project', [log(0), {record: 'project', name: '# x', createdAt: 1}], /project/],
    ['a bad project of a row', [log(1), row({...entry, project: '../x'})], /project/],
    [
      'a bad project of a token',
      [log(0), {record: 'token', token: token('a', {projects: ['*', 'alpha']})}],
      /project/
    ],
    ['a bad subject', [log(0), {record: 'token', token: token('a', {subject: 'a\nb'})}], /subject/],
    ['a bad author', [log(1), row({...entry, author: ''})], /subject/],
    ['an id with a line', [log(1), row({...entry, id: 'a\nb'})], /id/],
    [
      'a content over the limit',
      [log(1), row({...entry, content: 'x'.repeat(limits.maxContentBytes + 1)})],
      /content/
    ],
    ['a type that is none', [log(1), row({...entry, type: 'other'})], /row\.type/],
    ['meta of numbers', [log(1), row({...entry, meta: {a: 1}})], /row\.meta/],
    ['a redacted entry with text', [log(1), row({...entry, redacted: true})], /without text/],
    ['a redaction of itself', [log(2), row(redacted), row({...redaction, targetSeq: 2})], /after its entry/],
    ['a redaction without a reason', [log(2), row(redacted), row({...redaction, reason: ''})], /reason/],
    [
      'a short hash',
      [log(0), {record: 'token', token: token('a', {hash: new Uint8Array(31)})}],
      /token\.hash/
    ],
    ['a secret', [log(0), {record: 'token', token: {...token('a'), secret: 'x'} as never}], /token/]
  ])('H-13: %s is refused', async (_, records, message) => {
    const reading = verifyBackup(await write(records))
    await expect(reading).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
    await expect(reading).rejects.toThrow(message)
  })
})
