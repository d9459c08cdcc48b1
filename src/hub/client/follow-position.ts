import type {LogRow} from '../entry.ts'
import {HubError} from '../hub-error.ts'

/** Where a reader of the log stands. */
export interface Position {
  /** All rows up to here were received, or are none of the reader's. */
  readonly seq: number
  /** Empty while unknown. */
  readonly logId: string
  /** Whether the reader holds rows of another log: it is told so once the id of the new one is known. */
  readonly resync: boolean
  /** Whether something came that only a newer client can read, so that the next row may have any number. */
  readonly skipped: boolean
}

/** What a reader of the log learns. */
export type FollowEvent =
  | LogRow
  /** All rows up to `seq` were sent or are none of the reader's; caught up where it is `head`. */
  | {readonly kind: 'progress'; readonly seq: number; readonly head: number; readonly logId: string}
  /** The log is another one: all rows come anew, from the first. */
  | {readonly kind: 'resync'; readonly logId: string}

export type Progress = Extract<FollowEvent, {kind: 'progress'}>

/**
 * The position after what was received, and the events that the reader gets for it: nothing twice, nothing backwards.
 * Throws `stale-cursor` where the log became another one, and `unavailable` for a row of a log without a name and for one after a
 * gap. `undefined` stands for a message of a kind that a newer hub knows.
 */
export function advance(position: Position, message: LogRow | Progress | undefined): Advance {
  if (message === undefined) return {position: {...position, skipped: true}, events: []}
  return message.kind === 'progress' ? advanceProgress(position, message) : advanceRow(position, message)
}

export interface Advance {
  readonly position: Position
  readonly events: readonly FollowEvent[]
}

function advanceProgress(position: Position, progress: Progress): Advance {
  const {seq, logId} = progress
  if (position.logId !== '' && position.logId !== logId)
    throw new HubError('stale-cursor', 'Expected the same log, got another one')
  const events: FollowEvent[] = position.resync ? [{kind: 'resync', logId}] : []
  // One that lies behind tells nothing new: the reader was ahead of it when the stream began.
  if (seq >= position.seq) events.push(progress)
  return {position: {seq: Math.max(position.seq, seq), logId, resync: false, skipped: false}, events}
}

/** Rows have no gaps, and progress stands in the place of those that are none of the reader's. */
function advanceRow(position: Position, row: LogRow): Advance {
  if (position.logId === '')
    throw new HubError('unavailable', 'Expected the name of the log before its rows, got a row')
  if (row.seq <= position.seq) return {position, events: []}
  if (row.seq > position.seq + 1 && !position.skipped)
    throw new HubError(
      'unavailable',
      `Expected row ${position.seq + 1} of the log, got ${row.seq}: rows are missing`
    )
  return {position: {...position, seq: row.seq, skipped: false}, events: [row]}
}
