import {existsSync} from 'node:fs'
import {join, resolve} from 'node:path'
import {GroundtruthError} from '../../errors.ts'
import {acquireLock} from '../../hub/lock/kernel-lock.ts'
import {isDatabaseUrl, openStore} from '../../hub/store/open-store.ts'
import type {HubStore} from '../../hub/store/store.ts'
import type {CliContext} from '../context.ts'
import type {Options} from '../options.ts'

/** What a `--store` means: the URL as it is, a folder as an absolute path. Throws `usage` for an empty text. */
export function locateStore(store: string, {directory}: Options, {cwd}: CliContext): string {
  if (isDatabaseUrl(store)) return store
  // An unset variable of a shell would else fill the current folder.
  if (store.trim() !== '') return resolve(cwd, directory ?? '.', store)
  throw new GroundtruthError('usage', 'Expected a folder or a postgres:// URL as store, got an empty text', {
    hint: 'such as --store ./hub-data'
  })
}

/** The same of a store that is there: a mistyped name must not become an empty hub. Throws `hub/not-found`. */
export function locateExisting(store: string, options: Options, context: CliContext): string {
  const location = locateStore(store, options, context)
  if (isDatabaseUrl(location) || existsSync(join(location, 'hub.db'))) return location
  throw new GroundtruthError('hub/not-found', `Expected the store of a hub in ${store}, found none`, {
    hint: 'name the folder that `groundtruth hub start --store` was given'
  })
}

/**
 * Works on a store as the only one that does. Where nodes share a database, there is no only one. Rejects with `unavailable`
 * where a hub, or another command, holds the folder.
 */
export async function withLock<T>(location: string, work: () => Promise<T>): Promise<T> {
  if (isDatabaseUrl(location)) return work()
  const lock = await acquireLock(join(location, 'hub.lock.db'))
  try {
    return await work()
  } finally {
    lock.release()
  }
}

/** Opens a store as the only one that does, and closes it. */
export function withStore<T>(location: string, work: (store: HubStore) => Promise<T>): Promise<T> {
  return withLock(location, () => withOpen(location, work))
}

/** Opens a store beside a hub that may be serving it: to read from it. */
export async function withOpen<T>(location: string, work: (store: HubStore) => Promise<T>): Promise<T> {
  const store = await openStore(location)
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}
