import {closeSync, existsSync, mkdirSync, openSync} from 'node:fs'
import {dirname} from 'node:path'
import {setTimeout as pause} from 'node:timers/promises'
import {HubError} from '../hub-error.ts'
import {type Database, openDatabase} from '../store/embedded/driver.ts'

export interface LockOptions {
  /** Default 20. */
  readonly attempts?: number
  /** Pause after a failed attempt: half of it to one and a half, by chance. Default 20. */
  readonly pauseMs?: number
  /** From 0 to 1; default Math.random. */
  readonly random?: () => number
}

export interface Lock {
  release(): void
}

/** A connection that nobody holds is collected, and its lock with it. */
const held = new Set<Database>()

/**
 * One process among all that ask for `path`, until it releases or ends, however it ends: the kernel owns the lock, so there
 * is no process id, no age and nothing to clean up. Retries, as taking it from one that is just ending needs a moment.
 *
 * Throws `unavailable`, which names the directory, where another holds it. Source: hub.md section 6.
 */
export async function acquireLock(path: string, options: LockOptions = {}): Promise<Lock> {
  const {attempts = 20, pauseMs = 20, random = Math.random} = options
  createFile(path)
  for (let attempt = 1; ; attempt++) {
    try {
      return tryLock(path)
    } catch (error) {
      if (attempt >= attempts) throw asHubError(error, path)
      await pause(pauseMs * (0.5 + random()))
    }
  }
}

/** Never an existing file: closing one would take away the lock that this process may hold on it. */
function createFile(path: string): void {
  try {
    mkdirSync(dirname(path), {recursive: true, mode: 0o700})
    if (!existsSync(path)) closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    // Another process was faster, unless the folder is none.
    if (!existsSync(path)) throw asHubError(error, path)
  }
}

function tryLock(path: string): Lock {
  const database = openDatabase(path, {busyMs: 0})
  try {
    initialise(database)
    database.exec('begin immediate')
    held.add(database)
    return {
      release() {
        if (held.has(database)) end(database)
      }
    }
  } catch (error) {
    end(database)
    throw error
  }
}

/**
 * A database that has a page needs no journal for a transaction that writes nothing: a holder leaves nothing behind that
 * the next one must roll back, and so cannot be kept from it by others who try the same.
 */
function initialise(database: Database): void {
  const [version] = database.get('pragma user_version') ?? []
  if (version === 0) database.exec('pragma user_version = 1')
}

/** A connection lives on, and its lock with it, until its statements are collected: so the transaction ends first. */
function end(database: Database): void {
  held.delete(database)
  if (database.inTransaction) database.exec('rollback')
  database.close()
}

function asHubError(error: unknown, path: string): HubError {
  const busy = error instanceof Error && 'code' in error && /^SQLITE_(?:BUSY|LOCKED)/.test(String(error.code))
  const reason = busy
    ? 'another process uses it'
    : `it cannot be locked (${error instanceof Error ? error.message : error})`
  return new HubError('unavailable', `Expected to be the only hub on ${dirname(path)}, but ${reason}`, {
    cause: error
  })
}
