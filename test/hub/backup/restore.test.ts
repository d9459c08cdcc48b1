import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync
} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from 'vitest'
import {restoreBackup} from '../../../src/hub/backup/restore-backup.ts'
import {writeBackup} from '../../../src/hub/backup/write-backup.ts'
import {writeBackupFile} from '../../../src/hub/backup/write-backup-file.ts'
import type {SnapshotRecord} from '../../../src/hub/store/store.ts'
import {publishAll, recordsOf} from '../store/contract/subject.ts'
import {temporaryFolder} from '../store/support/temporary-folder.ts'
import {createPlaces, type Kind, kinds, type Place, populate} from './support/place.ts'

const emptyPlace = createPlaces()

/** A store with 6 rows, its backup, and the id of its log. */
async function backedUp(kind: Kind): Promise<{place: Place; path: string; logId: string}> {
  const place = await emptyPlace(kind)
  const path = join(temporaryFolder(), 'hub.backup')
  const logId = await place.with(async store => {
    await populate(store)
    await writeBackupFile(writeBackup(store), path)
    return store.logId()
  })
  return {place, path, logId}
}

describe.each(kinds)('a restore of %s', (kind, absent) => {
  const over = test.skipIf(absent)

  over('refuses a store that holds something, and leaves it as it is', async () => {
    const {place, path} = await backedUp(kind)
    const before = await place.with(recordsOf)
    await expect(restoreBackup({...place, path})).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
    expect(await place.with(recordsOf)).toEqual(before)
  })

  over('C-14, H-14: of an older backup takes the place of the rest, under a new log id', async () => {
    const {place, path, logId} = await backedUp(kind)
    const before = await place.with(recordsOf)
    await place.with(store => publishAll(store, ['later']))
    const result = await restoreBackup({...place, path, replace: true})
    expect(result).toMatchObject({head: 6, renewed: true})
    expect(result.logId).not.toBe(logId)
    const after = await place.with(recordsOf)
    expect(after).toEqual([{record: 'log', logId: result.logId, head: 6}, ...before.slice(1)])
  })

  over('C-14: of a backup that holds all of the log keeps the log id', async () => {
    const {place, path, logId} = await backedUp(kind)
    const before = await place.with(recordsOf)
    expect(await restoreBackup({...place, path, replace: true})).toMatchObject({logId, renewed: false})
    expect(await place.with(recordsOf)).toEqual(before)
  })

  over('in place of another log gets a new log id, and in place of an empty one does not', async () => {
    const {path, logId} = await backedUp(kind)
    const [other, empty] = [await emptyPlace(kind), await emptyPlace(kind)]
    await other.with(store => publishAll(store, ['a']))
    await empty.with(store => store.head())
    const result = await restoreBackup({...other, path, replace: true})
    expect(result.renewed).toBe(true)
    expect(await other.with(store => store.logId())).toBe(result.logId)
    expect(await restoreBackup({...empty, path, replace: true})).toMatchObject({logId, renewed: false})
  })

  over('gets a new log id when it is asked for', async () => {
    const {path, logId} = await backedUp(kind)
    const [first, second] = [await emptyPlace(kind), await emptyPlace(kind)]
    for (const [place, replace] of [
      [first, false],
      [second, true]
    ] as const) {
      const result = await restoreBackup({...place, path, replace, newLogId: true})
      expect(result).toMatchObject({head: 6, renewed: true})
      expect(result.logId).not.toBe(logId)
      expect(await place.with(store => store.logId())).toBe(result.logId)
    }
  })

  over('of a damaged backup changes nothing, whether the store is empty or not', async () => {
    const {place, path} = await backedUp(kind)
    const empty = await emptyPlace(kind)
    const states = await Promise.all([place, empty].map(each => each.with(recordsOf)))
    const text = readFileSync(path, 'utf8')
    for (const damaged of [text.slice(0, -20), text.replace('text of 3', 'text of 4')]) {
      writeFileSync(path, damaged)
      for (const [index, each] of [place, empty].entries()) {
        const restoring = restoreBackup({...each, path, replace: index === 0})
        await expect(restoring).rejects.toMatchObject({name: 'HubError', kind: 'invalid'})
        await expect(restoring).rejects.not.toThrow(/text of/)
        expect(await each.with(recordsOf)).toEqual(states[index])
      }
    }
  })

  over('of a backup that the store refuses gives the old state back', async () => {
    const {place, path} = await backedUp(kind)
    const before = await place.with(recordsOf)
    const twice = before.flatMap<SnapshotRecord>(record =>
      record.record === 'token' ? [record, record] : record
    )
    const snapshot = async function* () {
      yield* twice
    }
    await writeBackupFile(writeBackup({snapshot}), path)
    await expect(restoreBackup({...place, path, replace: true})).rejects.toMatchObject({kind: 'invalid'})
    expect(await place.with(recordsOf)).toEqual(before)
  })
})

describe('a restore in a directory', () => {
  test('leaves the old database beside the new one, each time under another name', async () => {
    const {place, path} = await backedUp('embedded')
    for (const number of [1, 2]) {
      const {movedTo} = await restoreBackup({...place, path, replace: true})
      expect(movedTo).toBe(join(place.location, `hub.db.before-restore-${number}`))
      expect(existsSync(`${movedTo}`)).toBe(true)
    }
    const missing = await emptyPlace('embedded')
    expect(await restoreBackup({...missing, path, replace: true})).not.toHaveProperty('movedTo')
  })

  test('has a database under its name at every moment, the old one or the new one', async () => {
    const {place, path} = await backedUp('embedded')
    await place.with(store => publishAll(store, ['later']))
    const database = join(place.location, 'hub.db')
    const old = statSync(database).ino
    const seen = new Set<number | undefined>()
    const watching = setInterval(() => seen.add(statSync(database, {throwIfNoEntry: false})?.ino), 1)
    const {movedTo} = await restoreBackup({...place, path, replace: true})
    clearInterval(watching)
    const now = statSync(database).ino
    expect(now).not.toBe(old)
    expect(seen).toContain(old)
    expect([...seen].filter(each => each !== old && each !== now)).toEqual([])
    expect(statSync(`${movedTo}`).ino).toBe(old)
    expect(readdirSync(place.location).filter(name => name === 'restoring' || name.endsWith('-wal'))).toEqual(
      []
    )
  })

  test('begins anew where one was killed before', async () => {
    const {place, path} = await backedUp('embedded')
    mkdirSync(join(place.location, 'restoring'))
    copyFileSync(join(place.location, 'hub.db'), join(place.location, 'restoring', 'hub.db'))
    expect(await restoreBackup({...place, path, replace: true})).toMatchObject({head: 6, renewed: false})
    expect(await place.with(store => store.head())).toBe(6)
  })

  test('takes the place of a database that cannot be read, under a new log id', async () => {
    const {place, path} = await backedUp('embedded')
    for (const name of readdirSync(place.location))
      writeFileSync(join(place.location, name), 'broken'.repeat(2000))
    const result = await restoreBackup({...place, path, replace: true})
    expect(result).toMatchObject({head: 6, renewed: true})
    expect(readFileSync(`${result.movedTo}`, 'utf8')).toMatch(/^broken/)
    expect(await place.with(store => store.head())).toBe(6)
  })
})
