import {setTimeout as pause} from 'node:timers/promises'
import {HubError} from '../hub-error.ts'
import {startBackoff} from './backoff.ts'
import {type Failure, failureOf} from './failure.ts'
import {type AttemptState, nextAttempt} from './next-attempt.ts'
import type {Peer} from './peer.ts'

/** Something that failed and is tried again: told, so that nothing is repeated in silence. */
export interface RetryEvent {
  /** Of the protocol, such as `Publish`. */
  readonly method: string
  /** The peer that failed. */
  readonly peer: string
  readonly cause: HubError
  /** In milliseconds, before the next try. */
  readonly delayMs: number
}

export interface WalkOptions {
  /** In their order; at least one. */
  readonly peers: readonly Peer[]
  readonly maxRounds: number
  readonly random: () => number
  readonly onRetry: (event: RetryEvent) => void
}

export interface WalkCall<Result> {
  readonly method: string
  send(peer: Peer): Promise<Result>
  /** False where doing it twice is another thing than doing it once. */
  readonly repeatable?: boolean
  readonly signal?: AbortSignal | undefined
}

export type Walk = <Result>(call: WalkCall<Result>) => Promise<Result>

/**
 * Asks the peers in their order, from the one that answered last. Rejects with the first answer that ends the walk; with
 * `unavailable`, naming each peer and its reason, where none answered; with the signal's reason once it is aborted.
 */
export function createWalk({peers, maxRounds, random, onRetry}: WalkOptions): Walk {
  let lastGood = 0
  return async call => {
    const {method, send, repeatable = true, signal} = call
    const reasons = new Map<string, string>()
    let state: AttemptState = {...start(peers.length, maxRounds, random), index: lastGood, repeatable}
    for (;;) {
      const peer = peers[state.index] as Peer
      signal?.throwIfAborted()
      try {
        const result = await send(peer)
        lastGood = state.index
        return result
      } catch (cause) {
        signal?.throwIfAborted()
        const failure = failureOf(cause, peer)
        if (peer.isConnecting()) await peer.cut()
        reasons.set(peer.url, failure.error.message)
        const next = nextAttempt(state, failure)
        if (next === undefined) throw lastError(failure, reasons)
        onRetry({method, peer: peer.url, cause: failure.error, delayMs: next.delayMs})
        state = next.state
        if (next.delayMs > 0)
          await pause(next.delayMs, undefined, {signal}).catch(() => signal?.throwIfAborted())
      }
    }
  }
}

function start(
  peers: number,
  maxRounds: number,
  random: () => number
): Omit<AttemptState, 'index' | 'repeatable'> {
  return {peers, tried: 1, round: 1, maxRounds, waits: 0, backoff: startBackoff(random)}
}

function lastError({error}: Failure, reasons: ReadonlyMap<string, string>): HubError {
  if (error.kind !== 'unavailable') return error
  const each = [...reasons].map(([url, reason]) => `${url} (${reason})`).join(', ')
  return new HubError('unavailable', `Expected an answer of a hub, got none: ${each}`, {cause: error})
}
