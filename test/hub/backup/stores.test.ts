import {readFileSync, statSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {migrateStore} from '../../../src/hub/backup/migrate-store.ts'
import {readBackup, verifyBackup} from '../../../src/hub/backup/read-backup.ts'
import {restoreBackup} from '../../../src/hub/backup/restore-backup.ts'
import {writeBackup} from '../../../src/hub/backup/write-backup.ts'
import {writeBackupFile} from '../../../src/hub/backup/write-backup-file.ts'
import type {LogRow} from '../../../src/hub/entry.ts'
import type {SnapshotRecord} from '../../../src/hub/store/store.ts'
import {entry, publish, recordsOf} from '../store/contract/subject.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'
import {createPlaces, kinds, populate} from './support/place.ts'

const emptyPlace = createPlaces()

const pairs = kinds.flatMap(([from, absent]) =>
  kinds.map(([to, other]) => [from, to, absent || other] as const)
)

describe.each(pairs)('from %s to %s', (from, to, absent) => {
  test.skipIf(absent)(
    'C-14: a backup brings everything: numbers, log id, tokens, redactions, audit',
    async () => {
      const [source, target] = [await emptyPlace(from), await emptyPlace(to)]
      const path = join(temporaryFolder(), 'hub.backup')
      const before = await source.with(async store => {
        await populate(store)
        await writeBackupFile(writeBackup(store), path)
        return recordsOf(store)
      })
      expect(await collect(readBackup(path))).toEqual(before)
      const [log] = before
      if (log?.record !== 'log') throw new Error('no log')
      expect(await restoreBackup({...target, path})).toEqual({logId: log.logId, head: 6, renewed: false})
      await target.with(async store => {
        expect(await recordsOf(store)).toEqual(before)
        const again = publish([
          entry('4', {type: 'learning', meta: {['__proto__']: 'x', 1: 'y'}}),
          entry('new')
        ])
        expect(await store.append(again)).toMatchObject({seqs: [5, 7], duplicates: 1})
      })
    }
  )

  test.skipIf(absent)('C-15: a migration brings the same, and only into an empty store', async () => {
    const [source, target] = [await emptyPlace(from), await emptyPlace(to)]
    await source.with(store =>
      target.with(async empty => {
        await populate(store)
        expect(await migrateStore(store, empty)).toEqual({logId: await store.logId(), head: 6})
        expect(await recordsOf(empty)).toEqual(await recordsOf(store))
        await expect(migrateStore(store, empty)).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
        expect(await recordsOf(empty)).toEqual(await recordsOf(store))
      })
    )
  })
})

describe.each(kinds)('a backup of %s', (kind, absent) => {
  test.skipIf(absent)('H-24, C-13: is for its owner only, and holds no text that was redacted', async () => {
    const place = await emptyPlace(kind)
    const path = join(temporaryFolder(), 'hub.backup')
    const bytes = await place.with(async store => {
      await store.append(publish([entry('a', {content: 'hunter2'})]))
      await store.redact({seq: 1, author: 'admin', reason: 'leaked', redactedAt: 1})
      return writeBackupFile(writeBackup(store), path)
    })
    expect(readFileSync(path, 'utf8')).not.toContain('hunter2')
    expect(readFileSync(path, 'utf8')).toContain('leaked')
    expect(statSync(path).size).toBe(bytes)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  })

  test.skipIf(absent)('C-14: is of one moment while others publish', async () => {
    const place = await emptyPlace(kind)
    const path = join(temporaryFolder(), 'hub.backup')
    await place.with(async store => {
      let done = false
      const publishing = Promise.all(
        Array.from({length: 4}, async (_, publisher) => {
          for (let index = 0; !done && index < 2000; index++)
            await store.append(publish([entry(`${publisher}/${index}`), entry(`${publisher}/${index}+`)]))
        })
      )
      while ((await store.head()) < 40);
      for (let backup = 0; backup < 3; backup++) {
        await writeBackupFile(writeBackup(store), path)
        const {head, records} = await verifyBackup(path)
        expect(records).toBe(1 + head)
        // Both of a publish, or none.
        expect(head % 2).toBe(0)
        expect((await collect(readBackup(path))).map(seqOf).slice(1)).toEqual(
          Array.from({length: head}, (_, index) => index + 1)
        )
      }
      done = true
      await publishing
    })
  })
})

function seqOf(record: SnapshotRecord): LogRow['seq'] | undefined {
  return record.record === 'row' ? record.row.seq : undefined
}

async function collect(records: AsyncIterable<SnapshotRecord>): Promise<readonly SnapshotRecord[]> {
  const all: SnapshotRecord[] = []
  for await (const record of records) all.push(record)
  return all
}
