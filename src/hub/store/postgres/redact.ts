import type {Redaction} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import type {NewRedaction} from '../store.ts'
import type {Database, Session} from './database.ts'
import {erase} from './erase.ts'
import {lockLog, writeLog} from './log.ts'
import {columns, type RowRecord, toLogRow} from './log-row.ts'
import {schema} from './schema.ts'

/** An update leaves the old row in the table until it is erased; who was interrupted in between asks again, and it is. */
export async function redact(database: Database, redaction: NewRedaction): Promise<Redaction> {
  const row = await database.transaction(session => redactRow(session, redaction))
  await erase(database)
  return row
}

async function redactRow(
  session: Session,
  {seq, author, reason, redactedAt}: NewRedaction
): Promise<Redaction> {
  const {logId, head} = await lockLog(session)
  const [entry] = await session.query<RowRecord>(
    `select ${columns} from ${schema}.rows where seq = $1 and target is null`,
    [seq]
  )
  if (!entry) throw new HubError('not-found', `Expected the number of an entry, got ${seq}`)
  if (entry.redacted) return redactionOf(session, seq)
  await session.query(
    `update ${schema}.rows set redacted = true, fingerprint = null, meta = '', content = '' where seq = $1`,
    [seq]
  )
  await session.query(
    `insert into ${schema}.rows (seq, project, type, author, at, target, reason) values ($1, $2, $3, $4, $5, $6, $7)`,
    [head + 1, entry.project, entry.type, author, redactedAt, seq, Buffer.from(reason)]
  )
  await writeLog(session, {logId, head: head + 1})
  return redactionOf(session, seq)
}

async function redactionOf(session: Session, target: number): Promise<Redaction> {
  const [record] = await session.query<RowRecord>(`select ${columns} from ${schema}.rows where target = $1`, [
    target
  ])
  const row = record && toLogRow(record)
  if (row?.kind !== 'redaction') throw new Error(`Expected the redaction of row ${target}, found none`)
  return row
}
