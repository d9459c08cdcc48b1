import type {Redaction} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import type {NewRedaction} from '../store.ts'
import type {Database} from './driver.ts'
import {readLog, writeHead} from './log.ts'
import {rowsAt} from './log-row.ts'

/** Zeros of the same size go over the text in its place: what SQLite leaves in the room that a shorter row frees is not asked. */
const overwrite = `update rows set redacted = 1, content = zeroblob(length(content)), meta = zeroblob(length(meta)),
  fingerprint = zeroblob(length(fingerprint)) where seq = ?`

const insert = `insert into rows
  (seq, project, type, author, at, content, meta, fingerprint, redacted, target_seq)
  values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?)`

/** Inside a transaction of the caller, who scrubs the journal once it is committed. */
export function redact(database: Database, {seq, author, reason, redactedAt}: NewRedaction): Redaction {
  const entry = database.get('select project, type, redacted from rows where seq = ? and id is not null', seq)
  if (!entry) throw new HubError('not-found', `Expected the number of an entry, got ${seq}`)
  const [project, type, redacted] = entry
  if (redacted) return redactionOf(database, seq)
  const last = readLog(database).head + 1
  database.run(overwrite, seq)
  const nothing = Buffer.alloc(0)
  const values = [author, redactedAt, Buffer.from(reason), nothing, nothing, seq]
  database.run(insert, last, String(project), String(type), ...values)
  writeHead(database, last)
  return redactionOf(database, seq)
}

function redactionOf(database: Database, targetSeq: number): Redaction {
  const [seq] = database.get('select seq from rows where target_seq = ?', targetSeq) ?? []
  const [found] = rowsAt(database, [Number(seq)])
  if (found?.row.kind !== 'redaction')
    throw new HubError('not-found', `Expected the redaction of row ${targetSeq}, found none`)
  return found.row
}
