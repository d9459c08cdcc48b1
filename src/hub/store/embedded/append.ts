import type {NewEntry} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import {fingerprint} from '../fingerprint.ts'
import type {AppendResult, NewPublish} from '../store.ts'
import type {Database} from './driver.ts'
import {readLog, writeHead} from './log.ts'

const insert = `insert into rows
  (seq, project, type, id, author, at, content, meta, fingerprint, redacted)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0)`

/** Inside a transaction of the caller, who undoes it when this throws `conflict`. */
export function append(database: Database, publish: NewPublish): AppendResult {
  const {head, logId} = readLog(database)
  let last = head
  const seqs = publish.entries.map(entry => {
    const known = knownSeq(database, publish.project, entry)
    if (known !== undefined) return known
    last++
    insertEntry(database, {...publish, seq: last}, entry)
    return last
  })
  if (last > head) writeHead(database, last)
  return {seqs, duplicates: seqs.length - (last - head), logId}
}

/** The number that the entry has already. */
function knownSeq(database: Database, project: string, entry: NewEntry): number | undefined {
  const known = database.get(
    'select seq, fingerprint, redacted from rows where project = ? and id = ?',
    project,
    entry.id
  )
  if (!known) return undefined
  const [seq, print, redacted] = known
  if (!redacted && !fingerprint(entry).every((byte, index) => byte === (print as Buffer)[index]))
    throw new HubError(
      'conflict',
      `Expected a new id, got ${entry.id}, which has another content (row ${seq})`
    )
  return Number(seq)
}

interface Place {
  readonly project: string
  readonly author: string
  readonly publishedAt: number
  readonly seq: number
}

function insertEntry(database: Database, {seq, project, author, publishedAt}: Place, entry: NewEntry): void {
  const {type, id, content, meta} = entry
  const texts = [Buffer.from(content), Buffer.from(JSON.stringify(meta)), fingerprint(entry)]
  database.run(insert, seq, project, type, id, author, publishedAt, ...texts)
  countEntry(database, project, type)
}

/** Counting a million rows takes a second; this does not. */
export function countEntry(database: Database, project: string, type: string): void {
  database.run(
    'insert into counts values (?, ?, 1) on conflict (project, type) do update set entries = entries + 1',
    project,
    type
  )
}
