import {describe, expect, test} from 'vitest'
import type {LogRow} from '../../../../src/hub/entry.ts'
import type {HubStore, SnapshotRecord} from '../../../../src/hub/store/store.ts'
import {auditRow} from './audit.ts'
import {entry, fresh, type OpenFresh, publish, publishAll, recordsOf} from './subject.ts'
import {token} from './tokens.ts'

/** Something of each kind. */
async function populate(store: HubStore): Promise<void> {
  await store.projects.create(['beta', 'alpha'], 5)
  await store.tokens.add(token('b', {expiresAt: 9, lastUsedAt: 7}))
  await store.tokens.add(token('a', {projects: ['*'], scopes: ['admin']}))
  await store.append(publish([entry('1', {content: 'a\0😀', meta: {}}), entry('2', {type: 'learning'})]))
  await publishAll(store, ['1', '3'], 'beta')
  await store.redact({seq: 2, author: 'admin', reason: 'a\0secret', redactedAt: 8})
  await store.audit.append([auditRow(1), auditRow(2)])
  await store.audit.prune(2)
}

export function snapshotContract(openFresh: OpenFresh): void {
  describe('snapshot', () => {
    test('holds everything: log, projects, tokens, rows and audit, in order', async () => {
      const {store} = await fresh(openFresh)
      await populate(store)
      const records = await recordsOf(store)
      expect(records[0]).toEqual({record: 'log', logId: await store.logId(), head: 5})
      expect(records.map(brief)).toEqual([
        'log',
        'alpha',
        'beta',
        'a',
        'b',
        'row 1',
        'row 2',
        'row 3',
        'row 4',
        'row 5',
        'audit 2'
      ])
    })

    test('of an empty store is the log alone', async () => {
      const {store} = await fresh(openFresh)
      expect(await recordsOf(store)).toEqual([{record: 'log', logId: await store.logId(), head: 0}])
    })

    test('is of one moment, while others write and without keeping them from it', async () => {
      const {store} = await fresh(openFresh)
      await store.append(
        publish(Array.from({length: 60}, (_, index) => entry(`${index}`, {content: 'x'.repeat(50_000)})))
      )
      const records: SnapshotRecord[] = []
      for await (const record of store.snapshot()) {
        if (records.length % 20 === 0) {
          await publishAll(store, [`during ${records.length}`])
          await store.audit.append([auditRow(1)])
        }
        records.push(record)
      }
      expect(records[0]).toMatchObject({head: 60})
      expect(records.slice(1).map(brief)).toEqual(Array.from({length: 60}, (_, index) => `row ${index + 1}`))
      expect(await store.head()).toBeGreaterThan(60)
    })

    test('that is given up early keeps nothing from going on', async () => {
      const {store} = await fresh(openFresh)
      await publishAll(store, ['a', 'b'])
      for await (const record of store.snapshot()) if (record.record === 'row') break
      await store.redact({seq: 1, author: 'admin', reason: '', redactedAt: 1})
      expect(await recordsOf(store)).toHaveLength(4)
    })
  })

  describe('load', () => {
    test('gives the same snapshot again, and goes on from there', async () => {
      const [{store: from}, to] = [await fresh(openFresh), await fresh(openFresh)]
      await populate(from)
      await to.store.load(from.snapshot())
      expect(await recordsOf(to.store)).toEqual(await recordsOf(from))
      const store = await to.reopen()
      expect(await store.logId()).toBe(await from.logId())
      expect(await store.counts()).toEqual(await from.counts())
      const again = publish([entry('1', {content: 'a\0😀', meta: {}}), entry('2'), entry('new')])
      expect(await store.append(again)).toMatchObject({seqs: [1, 2, 6], duplicates: 2})
      await store.audit.append([auditRow(9)])
      expect((await store.audit.list(0, 1))[0]?.id).toBe(3)
    })

    test('of the snapshot of an empty store takes its log id', async () => {
      const [{store: from}, {store: to}] = [await fresh(openFresh), await fresh(openFresh)]
      await to.load(await recordsOf(from))
      expect([await to.logId(), await to.head()]).toEqual([await from.logId(), 0])
    })

    test.each<[string, (store: HubStore) => Promise<unknown>]>([
      ['an entry', store => publishAll(store, ['x'])],
      ['a project', store => store.projects.create(['x'], 1)],
      ['a token', store => store.tokens.add(token('x'))],
      ['an audit row', store => store.audit.append([auditRow(1)])]
    ])('refuses a store that holds %s, and leaves it as it is', async (_, add) => {
      const [{store: from}, {store: to}] = [await fresh(openFresh), await fresh(openFresh)]
      await populate(from)
      await add(to)
      const before = await recordsOf(to)
      await expect(to.load(from.snapshot())).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
      expect(await recordsOf(to)).toEqual(before)
    })

    const misfits: Readonly<Record<string, (records: readonly SnapshotRecord[]) => SnapshotRecord[]>> = {
      'no record': () => [],
      'no record of the log': records => records.slice(1),
      'two records of the log': records => [...records, ...records.slice(0, 1)],
      'a missing row': records => records.filter(record => brief(record) !== 'row 3'),
      'a missing last row': records => records.filter(record => brief(record) !== 'row 5'),
      'a row twice': records =>
        records.flatMap(record => (brief(record) === 'row 3' ? [record, record] : record)),
      'a row too many': records => [
        ...records,
        {record: 'row', row: {...rowOf(records, 4), id: 'x', seq: 6}}
      ],
      'an id twice': records => replaceRow(records, 4, {...rowOf(records, 4), id: '1'}),
      'a token twice': records =>
        records.flatMap(record => (brief(record) === 'a' ? [record, record] : record)),
      'a redaction of nothing': records => replaceRow(records, 5, {...rowOf(records, 5), targetSeq: 9}),
      'a redaction of an entry that has its text': records =>
        replaceRow(records, 5, {...rowOf(records, 5), targetSeq: 1})
    }
    test('refuses what does not fit, and the store stays empty', async () => {
      const [{store: from}, {store: to}] = [await fresh(openFresh), await fresh(openFresh)]
      await populate(from)
      const [records, before] = [await recordsOf(from), await recordsOf(to)]
      for (const [name, change] of Object.entries(misfits)) {
        await expect(to.load(change(records)), name).rejects.toMatchObject({kind: 'invalid'})
        expect(await recordsOf(to), name).toEqual(before)
      }
      await to.load(records)
      expect(await recordsOf(to)).toEqual(records)
    })

    test('undoes all when its source fails', async () => {
      const [{store: from}, {store: to}] = [await fresh(openFresh), await fresh(openFresh)]
      await populate(from)
      const before = await recordsOf(to)
      const failing = async function* () {
        for await (const record of from.snapshot()) {
          if (brief(record) === 'row 4') throw new Error('the source failed')
          yield record
        }
      }
      await expect(to.load(failing())).rejects.toThrow('the source failed')
      expect(await recordsOf(to)).toEqual(before)
      expect((await to.append(publish([entry('a')]))).seqs).toEqual([1])
    })
  })
}

function brief(record: SnapshotRecord): string {
  if (record.record === 'project') return record.name
  if (record.record === 'token') return record.token.id
  if (record.record === 'row') return `row ${record.row.seq}`
  return record.record === 'audit' ? `audit ${record.row.id}` : 'log'
}

function rowOf(records: readonly SnapshotRecord[], seq: number): LogRow {
  for (const record of records) if (record.record === 'row' && record.row.seq === seq) return record.row
  throw new Error(`no row ${seq}`)
}

function replaceRow(records: readonly SnapshotRecord[], seq: number, row: object): SnapshotRecord[] {
  return records.map(record =>
    brief(record) === `row ${seq}` ? ({record: 'row', row} as SnapshotRecord) : record
  )
}
