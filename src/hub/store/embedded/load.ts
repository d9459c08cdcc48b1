import type {Entry, LogRow, Redaction} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import {fingerprint} from '../fingerprint.ts'
import type {SnapshotRecord} from '../store.ts'
import {countEntry} from './append.ts'
import {insertAudit} from './audit.ts'
import type {Database} from './driver.ts'
import {readLog, writeHead, writeLogId} from './log.ts'
import {addToken} from './tokens.ts'

const insert = `insert into rows
  (seq, project, type, id, author, at, content, meta, fingerprint, redacted, target_seq)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const nothing = Buffer.alloc(0)

/** Throws `invalid` where the database holds anything but the id of its log. */
export function refuseUnlessEmpty(database: Database): void {
  for (const table of ['rows', 'projects', 'tokens', 'audit'])
    if (database.get(`select 1 from ${table} limit 1`))
      throw new HubError('invalid', `Expected an empty hub to fill, found ${table} in it`)
}

/** Writes one record, of which all before were written. Throws `invalid` where it does not follow on them. */
export function loadRecord(database: Database, record: SnapshotRecord): void {
  if (record.record === 'log') loadLog(database, record)
  else if (record.record === 'project')
    database.run('insert into projects values (?, ?)', record.name, record.createdAt)
  else if (record.record === 'token') addToken(database, record.token)
  else if (record.record === 'row') loadRow(database, record.row)
  else insertAudit(database, record.row, record.row.id)
}

/** Throws `invalid` where rows are missing at the end. */
export function refuseUnlessComplete(database: Database): void {
  const {head} = readLog(database)
  const last = lastSeq(database)
  if (last !== head) throw new HubError('invalid', `Expected ${head} rows of the log, got ${last}`)
}

function loadLog(database: Database, {logId, head}: {logId: string; head: number}): void {
  writeLogId(database, logId)
  writeHead(database, head)
}

function loadRow(database: Database, row: LogRow): void {
  const expected = lastSeq(database) + 1
  if (row.seq !== expected)
    throw new HubError('invalid', `Expected row ${expected} of the log, got ${row.seq}`)
  if (row.kind === 'entry') loadEntry(database, row)
  else loadRedaction(database, row)
}

function loadEntry(database: Database, entry: Entry): void {
  const {seq, project, type, id, author, publishedAt, content, meta, redacted} = entry
  const texts = redacted
    ? [nothing, nothing, nothing]
    : [Buffer.from(content), Buffer.from(JSON.stringify(meta)), fingerprint(entry)]
  database.run(insert, seq, project, type, id, author, publishedAt, ...texts, Number(redacted), null)
  countEntry(database, project, type)
}

function loadRedaction(database: Database, {seq, targetSeq, project, author, reason, redactedAt}: Redaction) {
  const target = database.get('select type, redacted from rows where seq = ? and id is not null', targetSeq)
  if (!target?.[1])
    throw new HubError('invalid', `Expected row ${seq} to name a redacted entry, got ${targetSeq}`)
  const texts = [Buffer.from(reason), nothing, nothing]
  database.run(insert, seq, project, String(target[0]), null, author, redactedAt, ...texts, 0, targetSeq)
}

function lastSeq(database: Database): number {
  return Number(database.get('select coalesce(max(seq), 0) from rows')?.[0])
}
