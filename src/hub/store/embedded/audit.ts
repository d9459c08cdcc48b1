import type {AuditRow, NewAuditRow} from '../../audit-row.ts'
import type {Database, Row} from './driver.ts'

const columns = 'id, at, subject, token_id, project, method, code, entries, bytes, peer, reason'

export function appendAudit(database: Database, rows: readonly NewAuditRow[]): void {
  for (const row of rows) insertAudit(database, row, null)
}

/** A number of its own where `id` is null. */
export function insertAudit(database: Database, row: NewAuditRow, id: number | null): void {
  const {at, subject, tokenId, project, method, code, entries, bytes, peer, reason} = row
  const values = [at, subject, tokenId, project, method, code, entries, bytes, peer, reason]
  database.run(`insert into audit (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, id, ...values)
}

export function listAudit(database: Database, before: number, limit: number): readonly AuditRow[] {
  const end = before === 0 ? Number.MAX_SAFE_INTEGER : before
  const rows = database.all(`select ${columns} from audit where id < ? order by id desc limit ?`, end, limit)
  return rows.map(toAuditRow)
}

/** In the order of writing. */
export function auditAfter(database: Database, id: number, limit: number): readonly AuditRow[] {
  return database
    .all(`select ${columns} from audit where id > ? order by id limit ?`, id, limit)
    .map(toAuditRow)
}

export function pruneAudit(database: Database, before: number): number {
  return database.run('delete from audit where at < ?', before)
}

function toAuditRow(row: Row): AuditRow {
  const [id, at, subject, tokenId, project, method, code, entries, bytes, peer, reason] = row
  return {
    id: Number(id),
    at: Number(at),
    subject: String(subject),
    tokenId: String(tokenId),
    project: String(project),
    method: String(method),
    code: String(code),
    entries: Number(entries),
    bytes: Number(bytes),
    peer: String(peer),
    reason: String(reason)
  }
}
