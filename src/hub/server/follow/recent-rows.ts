import type {Entry, LogRow} from '../../entry.ts'
import {limits} from '../../limits.ts'
import type {LogPage, LogQuery} from '../../store/store.ts'
import {entryBytes} from '../../validate-entry.ts'

/** The last rows of the log, for all streams together: so that each new row is read from the store once. */
export interface RecentRows {
  /** All rows up to here were pushed. */
  through(): number
  bytes(): number
  /** The rows that follow on `through`. */
  push(rows: readonly LogRow[]): void
  /** Forgets all rows: the next one pushed is the one after `through`. */
  reset(through: number): void
  /** Undefined where the store must be asked. */
  read(query: LogQuery): LogPage | undefined
}

/** What a row takes beside its texts; roughly, and not too little. */
const rowBytes = 400

/** Keeps as many of the last rows as have `maxBytes` in all. */
export function createRecentRows(maxBytes: number, through: number): RecentRows {
  let rows: (LogRow | undefined)[] = []
  // Rows before it are given up, and removed now and then.
  let start = 0
  let last = through
  let bytes = 0
  const first = () => last - (rows.length - start) + 1
  const at = (seq: number) => (seq < first() ? undefined : rows[start + seq - first()])

  function replace(seq: number, row: LogRow): void {
    bytes += sizeOf(row) - sizeOf(rows[start + seq - first()] as LogRow)
    rows[start + seq - first()] = row
  }

  function trim(): void {
    while (bytes > maxBytes && start < rows.length) {
      bytes -= sizeOf(rows[start] as LogRow)
      rows[start++] = undefined
    }
    if (start * 2 < rows.length) return
    rows = rows.slice(start)
    start = 0
  }

  return {
    through: () => last,
    bytes: () => bytes,
    push(more) {
      for (const row of more) {
        const target = row.kind === 'redaction' ? at(row.targetSeq) : undefined
        if (target?.kind === 'entry') replace(target.seq, withoutText(target))
        rows.push(row)
        last = row.seq
        bytes += sizeOf(row)
      }
      trim()
    },
    reset(through) {
      rows = []
      start = 0
      last = through
      bytes = 0
    },
    read(query) {
      if (query.since < first() - 1 || query.since > last) return undefined
      return readFrom(at, query, last)
    }
  }
}

function readFrom(
  at: (seq: number) => LogRow | undefined,
  {since, limit, projects, types}: LogQuery,
  head: number
): LogPage | undefined {
  const rows: LogRow[] = []
  let bytes = 0
  let through = since
  for (; through < head && rows.length < limit; through++) {
    const row = at(through + 1) as LogRow
    const type = row.kind === 'entry' ? row.type : typeOf(at(row.targetSeq))
    // The store knows of which type the entry was.
    if (types && type === undefined) break
    if ((projects && !projects.includes(row.project)) || (types && type && !types.includes(type))) continue
    bytes += sizeOf(row)
    if (rows.length > 0 && bytes > limits.maxPageBytes) break
    rows.push(row)
  }
  return through === since && through < head ? undefined : {rows, through, head}
}

function typeOf(row: LogRow | undefined): Entry['type'] | undefined {
  return row?.kind === 'entry' ? row.type : undefined
}

function withoutText(entry: Entry): Entry {
  return {...entry, content: '', meta: {}, redacted: true}
}

function sizeOf(row: LogRow): number {
  return rowBytes + (row.kind === 'entry' ? entryBytes(row) : Buffer.byteLength(row.reason))
}
