import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {migrateStore} from '../../../src/hub/backup/migrate-store.ts'
import {restoreBackup} from '../../../src/hub/backup/restore-backup.ts'
import {writeBackup} from '../../../src/hub/backup/write-backup.ts'
import {writeBackupFile} from '../../../src/hub/backup/write-backup-file.ts'
import {limits} from '../../../src/hub/limits.ts'
import type {SnapshotRecord} from '../../../src/hub/store/store.ts'
import {createPlaces, kinds} from '../backup/support/place.ts'
import {publishAll, recordsOf} from '../store/contract/subject.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'

const emptyPlace = createPlaces()

/** What a publish refuses. */
const forgeries = [
  {id: 'a\n# forged'},
  {content: 'x'.repeat(limits.maxContentBytes + 1)},
  {project: '../../etc'},
  {author: 'ann\nadmin'}
]

describe.each(kinds)('into the %s store', (kind, absent) => {
  test.skipIf(absent)(
    'H-13 a replica trusts its master: a restore and a migration refuse what a publish would, and store nothing',
    async () => {
      const [source, target] = [await emptyPlace('embedded'), await emptyPlace(kind)]
      const path = join(temporaryFolder(), 'hub.backup')
      await source.with(async from => {
        await publishAll(from, ['a', 'b'])
        const records = await recordsOf(from)
        for (const forgery of forgeries) {
          const snapshot = () => fromArray(records.map(record => withForgery(record, forgery)))
          await target.with(async to => {
            const migrating = migrateStore({...from, snapshot}, to)
            await expect(migrating).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
          })
          await writeBackupFile(writeBackup({snapshot}), path)
          await expect(restoreBackup({...target, path})).rejects.toMatchObject({kind: 'invalid'})
        }
        expect(await target.with(to => to.head())).toBe(0)
        await writeBackupFile(writeBackup(from), path)
        expect(await restoreBackup({...target, path})).toMatchObject({head: 2})
      })
    }
  )
})

/** The last row as somebody changed it. */
function withForgery(record: SnapshotRecord, forgery: object): SnapshotRecord {
  if (record.record !== 'row' || record.row.seq !== 2) return record
  return {record: 'row', row: {...record.row, ...forgery} as typeof record.row}
}

async function* fromArray(records: readonly SnapshotRecord[]): AsyncGenerator<SnapshotRecord> {
  yield* records
}
