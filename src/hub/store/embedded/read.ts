import type {LogRow} from '../../entry.ts'
import {limits} from '../../limits.ts'
import type {LogPage, LogQuery} from '../store.ts'
import type {Database} from './driver.ts'
import {readLog} from './log.ts'
import {rowsAt} from './log-row.ts'
import {matchingSeqs} from './matching-seqs.ts'

/** A page of the log, in a read transaction of its own: the head fits the rows. */
export function read(database: Database, query: LogQuery): LogPage {
  database.exec('begin')
  try {
    return readPage(database, query)
  } finally {
    if (database.inTransaction) database.exec('commit')
  }
}

function readPage(database: Database, query: LogQuery): LogPage {
  const {head} = readLog(database)
  const seqs = matchingSeqs(database, query, head)
  const rows = rowsOf(database, seqs)
  const last = rows.at(-1)
  // Fewer numbers than asked for, and all of them sent: the rest of the log does not fit the query.
  const complete = seqs.length < query.limit && rows.length === seqs.length
  return {rows, through: complete || !last ? Math.max(head, query.since) : last.seq, head}
}

/** Rows of one look at the database: each may hold a megabyte. */
const rowsAtOnce = 16

function rowsOf(database: Database, seqs: readonly number[]): readonly LogRow[] {
  const rows: LogRow[] = []
  let total = 0
  for (let from = 0; from < seqs.length; from += rowsAtOnce)
    for (const {row, bytes} of rowsAt(database, seqs.slice(from, from + rowsAtOnce))) {
      total += bytes
      if (rows.length > 0 && total > limits.maxPageBytes) return rows
      rows.push(row)
    }
  return rows
}
