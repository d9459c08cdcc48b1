import {chmodSync, mkdirSync} from 'node:fs'
import {join} from 'node:path'
import Database from 'libsql'
import {HubError} from '../hub-error.ts'

export type MirrorDatabase = Database.Database

/** What `user_version` of the file says. */
const version = 1

/** `row` holds a LogRow as JSON. `file` tells the last row that changed the file of a folder and type. */
const schema = `
create table cursor (one integer primary key check (one = 1), log_id text not null, seq integer not null);
insert into cursor values (1, '', 0);
create table log (seq integer primary key, folder text, type text, row text not null);
create index log_by_file on log (folder, type, seq) where folder is not null;
create table file (folder text not null, type text not null, seq integer not null, primary key (folder, type));
pragma user_version = ${version};
`

/**
 * Opens `mirror.db` of a folder, which is made where it is not there, readable by its owner alone. Several processes may
 * have it open. Throws a HubError: `unavailable`, or `invalid` for the file of a newer version.
 */
export function openDatabase(directory: string): MirrorDatabase {
  return asHubError(`open the mirror in ${directory}`, () => {
    mkdirSync(directory, {recursive: true, mode: 0o700})
    const path = join(directory, 'mirror.db')
    const database = new Database(path, {timeout: 10_000})
    chmodSync(path, 0o600)
    switchToWal(database)
    database.exec('pragma synchronous = full; pragma secure_delete = on')
    database.transaction(() => migrate(database)).immediate()
    truncateJournal(database)
    return database
  })
}

/** Runs it as one transaction that other processes see before or after, never in between. Throws HubErrors only. */
export function transact<Value>(database: MirrorDatabase, what: string, run: () => Value): Value {
  return asHubError(what, () => database.transaction(run).immediate())
}

/** Takes what was deleted out of the journal too. Where a reader is in the way, the next one does it. */
export function truncateJournal(database: MirrorDatabase): boolean {
  const [result] = database.pragma('wal_checkpoint(truncate)') as {busy: number}[]
  return result?.busy === 0
}

/** What a file system or a database says, in our words: `exhausted` for a full disk, else `unavailable`. */
export function asHubError<Value>(what: string, run: () => Value): Value {
  try {
    return run()
  } catch (cause) {
    if (cause instanceof HubError || !(cause instanceof Error) || !('code' in cause)) throw cause
    // A database that cannot be opened has an empty code.
    const code = cause.code || 'no access'
    const kind =
      code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' ? 'exhausted' : 'unavailable'
    throw new HubError(kind, `Expected to ${what}, got ${code}`, {cause})
  }
}

function migrate(database: MirrorDatabase): void {
  const {user_version: found} = database.prepare('pragma user_version').get() as {user_version: number}
  if (found > version)
    throw new HubError(
      'invalid',
      `Expected a mirror of version ${version}, got ${found}: of a newer groundtruth`
    )
  if (found < version) database.exec(schema)
}

/** Two processes that make the file at once get in each other's way, and SQLite does not wait here by itself. */
function switchToWal(database: MirrorDatabase): void {
  for (let attempt = 1; ; attempt++) {
    try {
      return void database.pragma('journal_mode = wal')
    } catch (error) {
      if (attempt === 50) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}
