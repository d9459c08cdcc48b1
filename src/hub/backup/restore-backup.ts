import {randomUUID} from 'node:crypto'
import {existsSync} from 'node:fs'
import {rm} from 'node:fs/promises'
import {join} from 'node:path'
import {openEmbeddedStore} from '../store/embedded/open.ts'
import {isDatabaseUrl, openStore} from '../store/open-store.ts'
import {openPostgresStore} from '../store/postgres/open.ts'
import type {SnapshotRecord} from '../store/store.ts'
import {type LogPosition, nextLogId, type Restored} from './next-log-id.ts'
import {readBackup, verifyBackup} from './read-backup.ts'
import {takePlace} from './take-place.ts'

export interface RestoreOptions {
  /** A URL or a directory, which nobody serves meanwhile: the caller holds its lock. */
  readonly location: string
  /** Of the backup. */
  readonly path: string
  /** Whether to take the place of what the store holds; else a store that holds anything is refused. */
  readonly replace?: boolean
  /** Whether to give the log a new id in any case: for an older backup in a new place. */
  readonly newLogId?: boolean
  /** As of `openStore`. */
  readonly worker?: URL
}

export interface RestoreResult extends LogPosition {
  /** Whether clients have to start over. */
  readonly renewed: boolean
  /** The database that was there before. */
  readonly movedTo?: string
}

/**
 * Fills a store from a backup, all or nothing; the backup is verified to its end before. Numbers stay, and the id of the log as
 * `nextLogId` says. In a directory the old database stays beside the new one; in PostgreSQL it is gone. Rejects with `invalid`
 * for a backup or a store that does not fit.
 */
export async function restoreBackup(options: RestoreOptions): Promise<RestoreResult> {
  const {location, path, replace = false} = options
  const {logId, head} = await verifyBackup(path)
  const backup = {logId, head}
  const newId = randomUUID()
  const choose = (restored: Restored) => (options.newLogId ? newId : nextLogId(restored, newId))
  if (replace && isDatabaseUrl(location)) return replaceRows(options, backup, choose)
  if (replace) return replaceFile(options, backup, choose)
  const id = choose({backup})
  await fill(options, id)
  return {logId: id, head, renewed: id !== logId}
}

/** The new database is whole, in a folder of its own, before it takes the place of the old one. */
async function replaceFile(
  options: RestoreOptions,
  backup: LogPosition,
  choose: (restored: Restored) => string
): Promise<RestoreResult> {
  const {location, worker} = options
  const folder = join(location, 'restoring')
  await rm(folder, {recursive: true, force: true})
  const previous = await readPosition(location, worker).catch(() => 'unreadable' as const)
  const logId = choose({backup, ...(previous && {previous})})
  try {
    await fill({...options, location: folder}, logId)
    // To open it moves its journal into it: the file alone is all of it.
    await readPosition(folder, worker)
    const movedTo = await takePlace(join(folder, 'hub.db'), join(location, 'hub.db'))
    return {...backup, logId, renewed: logId !== backup.logId, ...(movedTo !== undefined && {movedTo})}
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

/** Undefined where there is no database. */
async function readPosition(directory: string, worker: URL | undefined): Promise<LogPosition | undefined> {
  if (!existsSync(join(directory, 'hub.db'))) return undefined
  const store = await openEmbeddedStore({directory, create: false, ...(worker && {worker})})
  try {
    return {logId: await store.logId(), head: await store.head()}
  } finally {
    await store.close()
  }
}

async function replaceRows(
  {location, path}: RestoreOptions,
  backup: LogPosition,
  choose: (restored: Restored) => string
): Promise<RestoreResult> {
  const store = await openPostgresStore({url: location})
  let logId = backup.logId
  try {
    await store.replace(readBackup(path), (previous, loaded) => {
      logId = choose({previous, backup: loaded})
      return logId
    })
    return {logId, head: backup.head, renewed: logId !== backup.logId}
  } finally {
    await store.close()
  }
}

async function fill({location, path, worker}: RestoreOptions, logId: string): Promise<void> {
  const store = await openStore(location, {...(worker && {worker})})
  try {
    await store.load(renamed(readBackup(path), logId))
  } finally {
    await store.close()
  }
}

async function* renamed(
  records: AsyncIterable<SnapshotRecord>,
  logId: string
): AsyncGenerator<SnapshotRecord> {
  for await (const record of records) yield record.record === 'log' ? {...record, logId} : record
}
