import {setTimeout as pause} from 'node:timers/promises'
import type {IBackoff} from 'cockatiel'
import type {LogRow} from '../entry.ts'
import {HubError, type HubErrorKind} from '../hub-error.ts'
import type {SubscribeResponse} from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireEntry, fromWireRedaction} from '../rpc/wire-entry.ts'
import {startBackoff} from './backoff.ts'
import {failureOf} from './failure.ts'
import {advance, type FollowEvent, type Position, type Progress} from './follow-position.ts'
import type {Peer} from './peer.ts'
import {type ReceiveOptions, receive} from './receive.ts'
import {type LogFilter, toWireFilter} from './to-wire.ts'
import type {RetryEvent} from './walk.ts'

export interface FollowOptions extends ReceiveOptions {
  readonly peers: readonly Peer[]
  readonly random: () => number
  readonly onRetry: (event: RetryEvent) => void
  readonly signal: AbortSignal
}

/**
 * Rows after the cursor and then each new one, over any number of connections: a stream that breaks, ends or is silent for
 * too long is opened anew at the next peer, after a delay, from where it stood. From a peer that cannot be reached it goes to
 * the next at once, until all were tried. Ends when the signal is aborted. Throws what no other connection would make right,
 * such as `unauthenticated`.
 */
export async function* followLog(
  {since, logId = '', ...filter}: LogFilter,
  options: FollowOptions
): AsyncGenerator<FollowEvent, void> {
  const {peers, random, signal} = options
  let position: Position = {seq: since, logId, resync: false, skipped: false}
  let backoff = startBackoff(random)
  let unreached = 0
  for (let index = 0; !signal.aborted; ) {
    const peer = peers[index] as Peer
    try {
      for await (const {message, first} of subscribe(
        peer,
        {...filter, since: position.seq, logId: position.logId},
        options
      )) {
        const next = advance(position, message)
        position = next.position
        // The first progress says only that the hub took the call.
        if (!first || message?.kind !== 'progress') backoff = startBackoff(random)
        yield* next.events
      }
      throw new HubError('unavailable', 'the hub ended the stream')
    } catch (cause) {
      if (signal.aborted) return
      const {error, sent} = failureOf(cause, peer)
      if (peer.isConnecting()) await peer.cut()
      unreached = sent ? 0 : unreached + 1
      const next = resume(error, {position, backoff, atOnce: unreached % peers.length > 0})
      options.onRetry({method: 'Subscribe', peer: peer.url, cause: error, delayMs: next.delayMs})
      if (next.rotate) index = (index + 1) % peers.length
      position = next.position
      backoff = next.backoff
      if (next.delayMs > 0) await pause(next.delayMs, undefined, {signal}).catch(() => undefined)
    }
  }
}

interface Resume {
  readonly position: Position
  readonly backoff: IBackoff<unknown>
  readonly delayMs: number
  readonly rotate: boolean
}

const passing: ReadonlySet<HubErrorKind> = new Set(['unavailable', 'exhausted', 'stale-cursor'])

interface Failed extends Pick<Resume, 'position' | 'backoff'> {
  /** Whether the peer could not be reached, and there are others that were not tried. */
  readonly atOnce: boolean
}

/** How to go on after an error; throws it where that is of no use. */
function resume(error: HubError, {position, backoff, atOnce}: Failed): Resume {
  if (!passing.has(error.kind)) throw error
  if (atOnce) return {position, backoff, delayMs: 0, rotate: true}
  const start: Position = {seq: 0, logId: '', resync: true, skipped: false}
  const fromStart = error.kind === 'stale-cursor'
  // A hub that refuses even the first row is asked again later, like one that is out of reach.
  if (fromStart && (position.seq > 0 || position.logId !== ''))
    return {position: start, backoff, delayMs: 0, rotate: false}
  return {
    position: fromStart ? start : position,
    backoff: backoff.next(undefined),
    delayMs: Math.max(backoff.duration, Math.min(error.retryAfterMs ?? 0, 30_000)),
    rotate: true
  }
}

async function* subscribe(
  {hub}: Peer,
  filter: LogFilter,
  options: ReceiveOptions
): AsyncGenerator<{message: LogRow | Progress | undefined; first: boolean}, void> {
  let first = true
  for await (const response of receive(signal => hub.subscribe(toWireFilter(filter), {signal}), options)) {
    yield {message: fromWireEvent(response), first}
    first = false
  }
}

/** Undefined for an event of a kind that a newer hub knows. */
function fromWireEvent({event}: SubscribeResponse): LogRow | Progress | undefined {
  if (event.case === 'entry') return fromWireEntry(event.value)
  if (event.case === 'redaction') return fromWireRedaction(event.value)
  if (event.case !== 'progress') return undefined
  const {seq, head, logId} = event.value
  return {kind: 'progress', seq: Number(seq), head: Number(head), logId}
}
