import {onTestFinished} from 'vitest'
import {openStore} from '../../../../src/hub/store/open-store.ts'
import type {HubStore} from '../../../../src/hub/store/store.ts'
import {entry, publish, publishAll} from '../../store/contract/subject.ts'
import {token} from '../../store/contract/tokens.ts'
import {workerScript} from '../../store/support/open-fresh.ts'
import {temporaryFolder} from '../../store/support/temporary-folder.ts'
import {hasPostgres} from '../../support/database.ts'
import {reuseDatabases} from '../../support/reuse-databases.ts'

/** Both kinds of stores, and who has to say that one is not there. */
export const kinds = [
  ['embedded', false],
  ['postgres', !hasPostgres()]
] as const

export type Kind = (typeof kinds)[number][0]

/** Where a store may be, with nothing in it. It is gone at the end of the test. */
export interface Place {
  readonly location: string
  readonly worker: URL
  /** Opens the store for as long as `work` takes. */
  with<Result>(work: (store: HubStore) => Promise<Result>): Promise<Result>
}

/** Makes places for one file of tests. */
export function createPlaces(): (kind: Kind) => Promise<Place> {
  const databases = reuseDatabases()
  const worker = workerScript()
  return async kind => {
    const location = kind === 'embedded' ? temporaryFolder() : await databaseOf(databases)
    return {
      location,
      worker,
      async with(work) {
        const store = await openStore(location, {worker})
        return work(store).finally(() => store.close())
      }
    }
  }
}

/** Something of each kind: 6 rows, the second redacted by the last. */
export async function populate(store: HubStore): Promise<void> {
  await store.projects.create(['alpha', 'beta'], 5)
  await store.tokens.add(token('a', {projects: ['*'], scopes: ['admin']}))
  await store.tokens.add(token('b', {expiresAt: 9, revokedAt: 8, lastUsedAt: 7}))
  await store.append(publish([entry('1', {content: 'a\0😀\n---\n\u2028', meta: {}}), entry('2')]))
  await publishAll(store, ['1', '3'], 'beta')
  await store.append(publish([entry('4', {type: 'learning', meta: {['__proto__']: 'x', 1: 'y'}})]))
  await store.redact({seq: 2, author: 'admin', reason: 'a secret', redactedAt: 8})
  const call = {method: 'Publish', code: 'ok', entries: 2, bytes: 100, peer: '127.0.0.1', reason: ''}
  await store.audit.append([{at: 1, subject: 'ada', tokenId: 'a', project: 'alpha', ...call}])
}

async function databaseOf(databases: ReturnType<typeof reuseDatabases>): Promise<string> {
  const database = await databases.take()
  onTestFinished(database.free)
  return database.url
}
