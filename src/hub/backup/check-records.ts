import type {LogRow} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import type {SnapshotRecord} from '../store/store.ts'
import type {TokenRecord} from '../token-record.ts'
import {validateNewEntry, validateProject, validateReason, validateSubject} from '../validate-entry.ts'

const order = ['log', 'project', 'token', 'row', 'audit'] as const

/**
 * The same records, as long as each holds what a publish may hold and follows on the one before. Throws `invalid` at the first
 * that does not, and at the end where rows are missing. That names are there once is left to the store.
 */
export async function* checkRecords(
  records: AsyncIterable<SnapshotRecord>
): AsyncGenerator<SnapshotRecord, void, undefined> {
  const place = {kind: -1, head: 0, seq: 0, auditId: 0}
  for await (const record of records) {
    const kind = order.indexOf(record.record)
    if (place.kind === -1 ? kind !== 0 : kind === 0 || kind < place.kind)
      throw invalid(`records in the order ${order.join(', ')}`, `${record.record} out of it`)
    place.kind = kind
    checkRecord(record, place)
    yield record
  }
  if (place.kind === -1) throw invalid('a record of the log', 'none')
  if (place.seq !== place.head) throw invalid(`${place.head} rows of the log`, `${place.seq}`)
}

interface Place {
  head: number
  seq: number
  auditId: number
}

function checkRecord(record: SnapshotRecord, place: Place): void {
  if (record.record === 'log') place.head = record.head
  if (record.record === 'project') validateProject(record.name)
  if (record.record === 'token') checkToken(record.token)
  if (record.record === 'row') {
    place.seq = following('row', place.seq + 1, record.row.seq)
    checkRow(record.row)
  }
  if (record.record === 'audit') {
    if (record.row.id <= place.auditId)
      throw invalid('audit rows in order', `${record.row.id} after ${place.auditId}`)
    place.auditId = record.row.id
  }
}

function following(what: string, expected: number, got: number): number {
  if (got !== expected) throw invalid(`${what} ${expected}`, `${what} ${got}`)
  return got
}

function checkRow(row: LogRow): void {
  validateProject(row.project)
  validateSubject(row.author)
  if (row.kind === 'redaction') {
    validateReason(row.reason)
    if (row.targetSeq >= row.seq)
      throw invalid('a redaction after its entry', `row ${row.targetSeq} at row ${row.seq}`)
    return
  }
  validateNewEntry(row)
  if (row.redacted && (row.content !== '' || Object.keys(row.meta).length > 0))
    throw invalid('a redacted entry without text', `one with text at row ${row.seq}`)
}

function checkToken({subject, projects}: TokenRecord): void {
  validateSubject(subject)
  if (projects.length === 1 && projects[0] === '*') return
  for (const project of projects) validateProject(project)
}

function invalid(expected: string, got: string): HubError {
  return new HubError('invalid', `Expected ${expected}, got ${got}`)
}
