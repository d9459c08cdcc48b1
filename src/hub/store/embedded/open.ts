import {randomUUID} from 'node:crypto'
import type {HubStore} from '../store.ts'
import {fill} from './fill.ts'
import {createHeadWatch} from './head-watch.ts'
import {openLastingThread} from './lasting-thread.ts'
import type {Call} from './messages.ts'
import {passOver} from './pass-over.ts'

export interface EmbeddedOptions {
  /** Where the database is: `hub.db` and what belongs to it. */
  readonly directory: string
  /** Whether to make what is not there; true where absent. Else `not-found`. */
  readonly create?: boolean
  /** Script of the thread; where absent, the one beside this code once it is bundled. */
  readonly worker?: URL
}

/**
 * The store of one machine: an SQLite database in a thread of its own. Every process that opens the directory sees the same
 * log; one at a time should, see hub/lock.
 *
 * Throws `not-found` where there is no database and none may be made, `invalid` for that of a newer version, `unavailable`
 * and `exhausted` as every method does.
 */
export async function openEmbeddedStore(options: EmbeddedOptions): Promise<HubStore> {
  const {directory, create = true, worker = besideBundle()} = options
  const {call, close} = await openLastingThread(worker, directory, create)
  const watch = createHeadWatch(async () => (await call('readLog')).head)
  return {
    kind: 'embedded',
    logId: async () => (await call('readLog')).logId,
    head: async () => (await call('readLog')).head,
    onHead: watch.add,
    append: publish => call('append', publish).finally(watch.look),
    read: query => call('read', query),
    redact: redaction => call('redact', redaction).finally(watch.look),
    counts: () => call('counts'),
    ...records(call),
    snapshot: () => passOver(call),
    load: records => fill(call, records).finally(watch.look),
    renewLogId: () => call('writeLogId', randomUUID()),
    async close() {
      watch.stop()
      await close()
    }
  }
}

function records(call: Call): Pick<HubStore, 'projects' | 'tokens' | 'audit'> {
  return {
    projects: {
      list: () => call('listProjects'),
      create: (names, createdAt) => call('createProjects', names, createdAt)
    },
    tokens: {
      findByHash: hash => call('findTokenByHash', hash),
      find: id => call('findToken', id),
      list: () => call('listTokens'),
      add: token => call('addToken', token),
      replace: (id, successor, oldExpiresAt) => call('replaceToken', id, successor, oldExpiresAt),
      revoke: (id, revokedAt) => call('revokeToken', id, revokedAt),
      ended: (ids, now) => call('endedTokens', ids, now),
      touch: uses => call('touchTokens', uses)
    },
    audit: {
      append: rows => call('appendAudit', rows),
      list: (before, limit) => call('listAudit', before, limit),
      prune: before => call('pruneAudit', before)
    }
  }
}

function besideBundle(): URL {
  return new URL('../hub/store-worker.js', import.meta.url)
}
