import type {EntryCount} from '../store.ts'
import type {Database, Queries, Session} from './database.ts'
import {headChannel, schema} from './schema.ts'

/** The one row that every append changes: numbers are gapless and in the order of commits because of it. */
export interface LogState {
  readonly logId: string
  /** Number of the last row; 0 for an empty log. */
  readonly head: number
}

const select = `select log_id as "logId", head from ${schema}.log`

export async function readLog(session: Queries): Promise<LogState> {
  const [log] = await session.query<LogState>(select)
  if (!log) throw new Error(`Expected one row in ${schema}.log, found none`)
  return log
}

/** As the last one who committed left it. Whoever asks after that waits for the end of this transaction. */
export async function lockLog(session: Session): Promise<LogState> {
  const [log] = await session.query<LogState>(`${select} for update`)
  if (!log) throw new Error(`Expected one row in ${schema}.log, found none`)
  return log
}

/** Also tells every node, once the transaction is committed. */
export async function writeLog(session: Session, {logId, head}: LogState): Promise<void> {
  await session.query(`update ${schema}.log set log_id = $1, head = $2`, [logId, head])
  await session.query(`select pg_notify('${headChannel}', $1)`, [`${head}`])
}

export function readCounts(database: Database): Promise<EntryCount[]> {
  return database.query<EntryCount>(
    `select project, type, entries from ${schema}.counts order by project, type`
  )
}
