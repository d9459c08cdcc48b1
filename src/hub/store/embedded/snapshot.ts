import type {AuditRow} from '../../audit-row.ts'
import type {LogRow} from '../../entry.ts'
import type {SnapshotRecord} from '../store.ts'
import {auditAfter} from './audit.ts'
import type {Database} from './driver.ts'
import {readLog} from './log.ts'
import {rowsAfter} from './log-row.ts'
import {listTokens} from './tokens.ts'

/** Rows of one look at the database: each may hold a megabyte. */
const rowsAtOnce = 16
const auditAtOnce = 100

/** Inside a read transaction of the caller, which lasts until the end of the pass. */
export function* snapshotRecords(database: Database): Generator<SnapshotRecord> {
  yield {record: 'log', ...readLog(database)}
  for (const [name, createdAt] of database.all('select name, created_at from projects order by name'))
    yield {record: 'project', name: String(name), createdAt: Number(createdAt)}
  for (const token of listTokens(database)) yield {record: 'token', token}
  for (const row of eachRow(database)) yield {record: 'row', row}
  for (const row of eachAuditRow(database)) yield {record: 'audit', row}
}

function* eachRow(database: Database): Generator<LogRow> {
  for (let after = 0; ; ) {
    const rows = rowsAfter(database, after, rowsAtOnce)
    yield* rows
    if (rows.length < rowsAtOnce) return
    after = rows.at(-1)?.seq ?? after
  }
}

function* eachAuditRow(database: Database): Generator<AuditRow> {
  for (let after = 0; ; ) {
    const rows = auditAfter(database, after, auditAtOnce)
    yield* rows
    if (rows.length < auditAtOnce) return
    after = rows.at(-1)?.id ?? after
  }
}
