import {setTimeout as pause} from 'node:timers/promises'
import {startBackoff} from '../client/backoff.ts'
import type {FollowEvent} from '../client/follow-position.ts'
import type {HubClient} from '../client/hub-client.ts'
import type {LogRow} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import type {MirrorCursor} from './apply-page.ts'
import {batchEvents} from './batch-events.ts'
import {createDelayedFiles, type DelayedFiles} from './delayed-files.ts'
import type {Mirror} from './open-mirror.ts'
import type {MirrorProblem} from './try-stage.ts'

export interface ListenOptions {
  readonly signal: AbortSignal
  /** Told of each row once it is stored. */
  readonly onRow?: (row: LogRow) => void
  readonly onProblem?: (problem: MirrorProblem) => void
  /** From 0 up to 1. Default: Math.random. */
  readonly random?: () => number
}

/** In milliseconds: rows of this time are stored together, and files are written at most this often. */
const batchMs = 100
const filesMs = 1000

/** Characters of content that one transaction holds at most, about; and what a row counts beside its content. */
const maxWeight = 4 * 1024 * 1024
const rowWeight = 4096

/**
 * Keeps a mirror up to date until the signal is aborted. Rows that cannot be stored are asked for again, later; text that
 * was redacted is out of the files at once. Rejects with what no other connection makes right, such as `unauthenticated`.
 */
export async function listenMirror(
  client: Pick<HubClient, 'follow'>,
  mirror: Mirror,
  options: ListenOptions
): Promise<void> {
  const {signal, onProblem = () => undefined, random = Math.random} = options
  const files = createDelayedFiles(mirror, filesMs, error => onProblem({stage: 'files', error, again: true}))
  let backoff = startBackoff(random)
  try {
    while (!signal.aborted) {
      const error = await listenOnce(client, mirror, {
        ...options,
        files,
        onStored: () => (backoff = startBackoff(random))
      })
      if (error === undefined) return
      onProblem({stage: 'load', error, again: true})
      await pause(backoff.duration, undefined, {signal}).catch(() => undefined)
      backoff = backoff.next(undefined)
    }
  } finally {
    files.finish()
  }
}

interface PassOptions extends ListenOptions {
  readonly files: DelayedFiles
  readonly onStored: () => void
}

/** Until the signal is aborted, or rows cannot be stored: then why. */
async function listenOnce(
  client: Pick<HubClient, 'follow'>,
  mirror: Mirror,
  {signal, onRow, files, onStored}: PassOptions
): Promise<HubError | undefined> {
  let at = mirror.cursor()
  const leaving = new AbortController()
  const query = {since: at.seq, ...(at.logId !== '' && {logId: at.logId})}
  const events = client.follow(query, {signal: AbortSignal.any([signal, leaving.signal])})
  for await (const batch of batchEvents(events, {maxMs: batchMs, maxWeight, weigh})) {
    try {
      at = applyEvents(mirror, at, batch)
    } catch (error) {
      // The stream waits for its next row, and would not end before.
      leaving.abort()
      if (error instanceof HubError) return error
      throw error
    }
    onStored()
    const rows = batch.filter(isRow)
    files.changed(rows)
    for (const row of rows) onRow?.(row)
  }
  return undefined
}

/** Stores what came after `at`; where the mirror stands then. */
function applyEvents(mirror: Mirror, at: MirrorCursor, events: readonly FollowEvent[]): MirrorCursor {
  let rows: LogRow[] = []
  let through = at
  let from = at
  const store = () => {
    if (through.seq > from.seq || through.logId !== from.logId)
      mirror.apply({logId: through.logId, since: from.seq, through: through.seq, rows})
    from = through
    rows = []
  }
  for (const event of events) {
    if (event.kind === 'resync') {
      store()
      mirror.reset(event.logId)
      from = through = {logId: event.logId, seq: 0}
    } else if (event.kind === 'progress') through = {logId: event.logId, seq: event.seq}
    else {
      rows.push(event)
      through = {...through, seq: event.seq}
    }
  }
  store()
  return through
}

function isRow(event: FollowEvent): event is LogRow {
  return event.kind === 'entry' || event.kind === 'redaction'
}

function weigh(event: FollowEvent): number {
  return rowWeight + (event.kind === 'entry' ? event.content.length : 0)
}
