import {randomUUID} from 'node:crypto'
import type {HubStore} from '../store.ts'
import {createAppender} from './append.ts'
import {createAuditStore} from './audit.ts'
import {connectOptions} from './connect-options.ts'
import {createDatabase, type Database} from './database.ts'
import {createHeadWatch} from './head-watch.ts'
import {load, type Records, replace} from './load.ts'
import {type LogState, readCounts, readLog} from './log.ts'
import {createProjectStore} from './projects.ts'
import {readPage} from './read.ts'
import {redact} from './redact.ts'
import {migrate, schema} from './schema.ts'
import {snapshot} from './snapshot.ts'
import {createTokenStore} from './tokens.ts'

export interface PostgresOptions {
  /** `postgres://user@host/database`; for another machine with `sslmode=verify-full`. */
  readonly url: string
  /** Connections at most, beside one that listens and one a backup; 10 where absent. */
  readonly poolSize?: number
}

export interface PostgresStore extends HubStore {
  /**
   * Like `load`, in place of all that the store holds: while nodes serve it, too. `logIdOf` says what the log is called
   * afterwards.
   */
  replace(records: Records, logIdOf: (previous: LogState, loaded: LogState) => string): Promise<void>
}

/**
 * The store of hub nodes that share a database: a node holds nothing that another has to know. Makes or updates the tables
 * first. Rejects with `invalid` for a URL, a database or tables that cannot be used, `unavailable` where none answers.
 */
export async function openPostgresStore({url, poolSize = 10}: PostgresOptions): Promise<PostgresStore> {
  const database = createDatabase(connectOptions(url), poolSize)
  try {
    await migrate(database)
  } catch (error) {
    await database.close()
    throw error
  }
  return storeOf(database)
}

function storeOf(database: Database): PostgresStore {
  const watch = createHeadWatch(database)
  const appender = createAppender(database, watch.moved)
  return {
    kind: 'postgres',
    logId: async () => (await readLog(database)).logId,
    head: async () => (await readLog(database)).head,
    onHead: watch.add,
    append: appender.add,
    read: query => readPage(database, query),
    redact: redaction => redact(database, redaction),
    counts: () => readCounts(database),
    projects: createProjectStore(database),
    tokens: createTokenStore(database),
    audit: createAuditStore(database),
    snapshot: () => snapshot(database),
    load: records => database.longTransaction(session => load(session, records)),
    replace: (records, logIdOf) => database.longTransaction(session => replace(session, records, logIdOf)),
    renewLogId: () => renewLogId(database),
    async close() {
      await appender.idle()
      await watch.close()
      await database.close()
    }
  }
}

async function renewLogId(database: Database): Promise<string> {
  const logId = randomUUID()
  await database.query(`update ${schema}.log set log_id = $1`, [logId])
  return logId
}
