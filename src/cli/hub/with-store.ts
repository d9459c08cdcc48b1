import {join, resolve} from 'node:path'
import {acquireLock} from '../../hub/lock/kernel-lock.ts'
import {isDatabaseUrl, openStore} from '../../hub/store/open-store.ts'
import type {HubStore} from '../../hub/store/store.ts'
import type {CliContext} from '../context.ts'
import type {Options} from '../options.ts'

/** What a `--store` means: the URL as it is, a folder as an absolute path. */
export function locateStore(store: string, {directory}: Options, {cwd}: CliContext): string {
  return isDatabaseUrl(store) ? store : resolve(cwd, directory ?? '.', store)
}

/**
 * Opens a store as the only one that does, and closes it. Where nodes share a database, there is no only one. Rejects with
 * `unavailable` where a hub, or another command, holds the folder.
 */
export async function withStore<T>(location: string, work: (store: HubStore) => Promise<T>): Promise<T> {
  if (isDatabaseUrl(location)) return withOpen(location, work)
  const lock = await acquireLock(join(location, 'hub.lock.db'))
  try {
    return await withOpen(location, work)
  } finally {
    lock.release()
  }
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
