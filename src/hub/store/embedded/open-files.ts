import {closeSync, existsSync, fsyncSync, mkdirSync, openSync} from 'node:fs'
import {dirname} from 'node:path'
import {HubError} from '../../hub-error.ts'
import {type Database, openDatabase} from './driver.ts'
import {migrate} from './schema.ts'
import {truncateJournal} from './truncate-journal.ts'

/** How long a statement waits for another process that writes. */
const busyMs = 5000
/** What the journal may keep on the disk after a long backup. */
const journalBytes = 64 * 1024 * 1024

/**
 * The connection that writes: an existing database, or a new one in a directory for its owner alone.
 *
 * `full`: a commit returns once the journal is on the disk. Without its journal the database holds no text of a
 * redaction that was cut off.
 */
export function openWriter(path: string, newLogId: string, create: boolean): Database {
  if (!existsSync(path)) createFile(path, create)
  const database = openConnection(path)
  try {
    database.all('pragma journal_mode = wal')
    database.all(`pragma journal_size_limit = ${journalBytes}`)
    database.exec('pragma secure_delete = on')
    migrate(database, newLogId)
    truncateJournal(database)
    return database
  } catch (error) {
    database.close()
    throw error
  }
}

/** A further connection to a database that is open. */
export function openConnection(path: string): Database {
  const database = openDatabase(path, {busyMs})
  database.exec('pragma synchronous = full')
  database.exec('pragma fullfsync = on')
  database.exec('pragma checkpoint_fullfsync = on')
  database.exec('pragma temp_store = memory')
  return database
}

/** The journal and the index beside it take their mode from this file. */
function createFile(path: string, create: boolean): void {
  if (!create) throw new HubError('not-found', `Expected the data of a hub in ${dirname(path)}, found none`)
  mkdirSync(dirname(path), {recursive: true, mode: 0o700})
  try {
    // Never an existing file: closing one would take away the locks of an open database in this process.
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  for (const directory of [dirname(path), dirname(dirname(path))]) syncDirectory(directory)
}

/** A new file outlives a power cut once its directory is on the disk. */
function syncDirectory(path: string): void {
  if (process.platform === 'win32') return
  const directory = openSync(path, 'r')
  try {
    fsyncSync(directory)
  } finally {
    closeSync(directory)
  }
}
