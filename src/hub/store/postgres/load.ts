import {HubError} from '../../hub-error.ts'
import type {SnapshotRecord} from '../store.ts'
import {insertAudit} from './audit.ts'
import type {Session} from './database.ts'
import {isTaken} from './database-error.ts'
import {createRowLoader} from './load-rows.ts'
import {type LogState, lockLog, writeLog} from './log.ts'
import {schema} from './schema.ts'
import {addToken} from './tokens.ts'

export type Records = AsyncIterable<SnapshotRecord> | Iterable<SnapshotRecord>

const tables = ['rows', 'counts', 'projects', 'tokens', 'audit'].map(table => `${schema}.${table}`)

/** Inside a transaction. Rejects with `invalid` where the store holds anything, or a record does not fit those before. */
export async function load(session: Session, records: Records): Promise<void> {
  const {head} = await lockLog(session)
  const full = tables.map(table => `exists (select from ${table})`).join(' or ')
  const [found] = await session.query<{full: boolean}>(`select ${full} as full`)
  if (head > 0 || found?.full)
    throw new HubError('invalid', 'Expected an empty hub to fill, found one that holds something')
  await fill(session, records, ({logId}) => logId)
}

/** The same in place of all that the store holds. `logIdOf` says what the log is called then. */
export async function replace(
  session: Session,
  records: Records,
  logIdOf: (previous: LogState, loaded: LogState) => string
): Promise<void> {
  const previous = await lockLog(session)
  await session.query(`truncate ${tables.join(', ')} restart identity`)
  await fill(session, records, loaded => logIdOf(previous, loaded))
}

async function fill(
  session: Session,
  records: Records,
  logIdOf: (loaded: LogState) => string
): Promise<void> {
  try {
    const log = await insertAll(session, records)
    await session.query(
      `insert into ${schema}.counts
      select project, type, count(*) from ${schema}.rows where target is null group by project, type`
    )
    await writeLog(session, {logId: logIdOf(log), head: log.head})
  } catch (error) {
    if (isTaken(error))
      throw new HubError('invalid', 'Expected every name, id and number once, got one twice')
    throw error
  }
}

async function insertAll(session: Session, records: Records): Promise<LogState> {
  let log: LogState | undefined
  const rows = createRowLoader(session)
  const audit = createBatches<Extract<SnapshotRecord, {record: 'audit'}>['row']>(batch =>
    insertAudit(session, batch)
  )
  for await (const record of records) {
    if (record.record === 'log') log = once(log, record)
    else if (record.record === 'row') await rows.add(record.row)
    else if (record.record === 'audit') await audit.add(record.row)
    else await insertName(session, record)
  }
  await audit.end()
  const last = await rows.end()
  if (log?.head !== last)
    throw new HubError('invalid', `Expected ${log?.head ?? 'a number of'} rows of the log, got ${last}`)
  return log
}

async function insertName(
  session: Session,
  record: Extract<SnapshotRecord, {record: 'project' | 'token'}>
): Promise<void> {
  if (record.record === 'token') return addToken(session, record.token)
  await session.query(`insert into ${schema}.projects values ($1, $2)`, [record.name, record.createdAt])
}

function once(log: LogState | undefined, {logId, head}: LogState): LogState {
  if (log) throw new HubError('invalid', 'Expected one record of the log, got another')
  return {logId, head}
}

function createBatches<Item>(write: (batch: readonly Item[]) => Promise<void>) {
  let batch: Item[] = []
  const flush = async () => {
    const full = batch
    batch = []
    if (full.length > 0) await write(full)
  }
  return {
    async add(item: Item): Promise<void> {
      if (batch.push(item) >= 1000) await flush()
    },
    end: flush
  }
}
