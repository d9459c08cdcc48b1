import {limits} from '../../limits.ts'
import type {SnapshotRecord} from '../store.ts'
import {readAuditAfter} from './audit.ts'
import {beginLong, type Database, type Session, sessionOf} from './database.ts'
import {erase} from './erase.ts'
import {readLog} from './log.ts'
import {readPage} from './read.ts'
import {schema} from './schema.ts'
import {readTokens} from './tokens.ts'

/** One moment of the database on a connection of its own, page by page, while others write. */
export async function* snapshot(database: Database): AsyncIterable<SnapshotRecord> {
  const redactions = await countRedactions(database)
  const client = await database.connect()
  try {
    const session = sessionOf(client)
    await session.query(beginLong('isolation level repeatable read read only'))
    yield* recordsOf(session)
    await session.query('commit')
  } finally {
    await client.end()
    await eraseSince(redactions, database).catch(() => undefined)
  }
}

/** What was redacted meanwhile had to stay in the table for this snapshot. The next redaction erases it where this fails. */
async function eraseSince(redactions: number, database: Database): Promise<void> {
  if ((await countRedactions(database)) > redactions) await erase(database)
}

async function countRedactions(database: Database): Promise<number> {
  const [row] = await database.query<{count: string}>(
    `select count(*) as count from ${schema}.rows where target is not null`
  )
  return Number(row?.count)
}

async function* recordsOf(session: Session): AsyncIterable<SnapshotRecord> {
  const {logId, head} = await readLog(session)
  yield {record: 'log', logId, head}
  const projects = await session.query<{name: string; createdAt: number}>(
    `select name, created_at as "createdAt" from ${schema}.projects order by name`
  )
  for (const project of projects) yield {record: 'project', ...project}
  for (const token of await readTokens(session)) yield {record: 'token', token}
  yield* rowsOf(session, head)
  yield* auditOf(session)
}

async function* rowsOf(session: Session, head: number): AsyncIterable<SnapshotRecord> {
  for (let since = 0; since < head; ) {
    const page = await readPage(session, {since, limit: limits.maxPageRows})
    for (const row of page.rows) yield {record: 'row', row}
    since = page.through
  }
}

async function* auditOf(session: Session): AsyncIterable<SnapshotRecord> {
  for (let last = 0; ; ) {
    const rows = await readAuditAfter(session, last, 1000)
    for (const row of rows) yield {record: 'audit', row}
    const end = rows.at(-1)
    if (!end) return
    last = end.id
  }
}
