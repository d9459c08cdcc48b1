import type {LogRow} from '../../entry.ts'
import {HubError} from '../../hub-error.ts'
import type {LogQuery} from '../../store/store.ts'
import {hasEnded} from './has-ended.ts'
import type {Tail} from './tail.ts'

/** Rows up to `seq` were looked at. */
export interface Progress {
  readonly kind: 'progress'
  readonly seq: number
  readonly head: number
  readonly logId: string
}

export interface Following {
  readonly tail: Tail
  readonly since: number
  readonly logId: string
  readonly projects?: LogQuery['projects']
  readonly types?: LogQuery['types']
  readonly heartbeatMs: number
  /** Its reason is thrown where it is a HubError; else the log is followed no longer. */
  readonly signal: AbortSignal
}

/** Rows of one step: a stream holds no more than one page. */
const pageRows = 256

/**
 * The log from a cursor on, for ever: its rows in order, none left out and none twice, however slowly they are taken. Progress
 * comes first, in the place of rows that were filtered out, and as a sign of life: a reader who meets a gap without it has lost
 * something. Throws `stale-cursor` when the log is replaced.
 */
export async function* followLog(following: Following): AsyncGenerator<LogRow | Progress> {
  const {tail, heartbeatMs, signal, logId} = following
  const progress = (seq: number): Progress => ({
    kind: 'progress',
    seq,
    head: Math.max(seq, tail.head()),
    logId
  })
  let cursor = following.since
  yield progress(cursor)
  while (!isOver(following)) {
    if (tail.head() <= cursor) {
      await tail.beyond(cursor, heartbeatMs, signal)
      if (isOver(following)) return
      if (tail.head() <= cursor) yield progress(cursor)
      continue
    }
    const {rows, through} = await tail.read(pageAfter(cursor, following))
    for (const row of rows) {
      if (row.seq > cursor + 1) yield progress(row.seq - 1)
      yield row
      cursor = row.seq
      if (isOver(following)) return
    }
    if (cursor < through) yield progress(through)
    cursor = through
  }
}

function pageAfter(since: number, {projects, types}: Following): LogQuery {
  return {since, limit: pageRows, ...(projects && {projects}), ...(types && {types})}
}

function isOver({signal, tail, logId}: Following): boolean {
  if (tail.logId() !== logId) throw staleCursor()
  return hasEnded(signal)
}

/** The answer to a cursor of another log, or ahead of this one. */
export function staleCursor(): HubError {
  return new HubError(
    'stale-cursor',
    'Expected a cursor of this log, got one of another or from its future: read the log again from the start (resync)'
  )
}

/** Throws `stale-cursor` for a cursor that is not of this log. An empty `askedLogId` is not checked. */
export function checkCursor(askedLogId: string, since: number, logId: string, head: number): void {
  if ((askedLogId !== '' && askedLogId !== logId) || since > head) throw staleCursor()
}
