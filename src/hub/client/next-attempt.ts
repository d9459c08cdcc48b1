import type {IBackoff} from 'cockatiel'
import type {Failure} from './failure.ts'

/** Where a call stands on its walk along the peers. */
export interface AttemptState {
  readonly peers: number
  /** Of the peer that is asked. */
  readonly index: number
  /** Peers asked in this round, with this one. */
  readonly tried: number
  /** From 1. */
  readonly round: number
  readonly maxRounds: number
  /** How often a peer asked to wait. */
  readonly waits: number
  /** Before the next round. */
  readonly backoff: IBackoff<unknown>
  /** Whether doing it twice is as good as once. */
  readonly repeatable: boolean
}

export interface NextAttempt {
  readonly state: AttemptState
  readonly delayMs: number
}

/** Waits that peers may ask for in one call, and how long one of them may be. */
const maxWaits = 3
const maxWaitMs = 30_000

/**
 * What follows a failed attempt: the next peer at once where this one is out of reach; the first one again, a little
 * later, after a whole round; the same peer after the wait it asked for. Undefined: stop, because the answer would be the
 * same everywhere, because enough was tried, or because a call that may not be repeated may have been done.
 */
export function nextAttempt(state: AttemptState, {error, sent}: Failure): NextAttempt | undefined {
  if (error.kind === 'exhausted') return sameAgain(state, error.retryAfterMs)
  if (error.kind !== 'unavailable' || (sent && !state.repeatable)) return undefined
  const index = (state.index + 1) % state.peers
  if (state.tried < state.peers) return {state: {...state, index, tried: state.tried + 1}, delayMs: 0}
  if (state.round >= state.maxRounds) return undefined
  return {
    state: {...state, index, tried: 1, round: state.round + 1, backoff: state.backoff.next(undefined)},
    delayMs: state.backoff.duration
  }
}

/** Such a call was refused before it was done. */
function sameAgain(state: AttemptState, retryAfterMs: number | undefined): NextAttempt | undefined {
  if (retryAfterMs === undefined || retryAfterMs > maxWaitMs || state.waits >= maxWaits) return undefined
  return {state: {...state, waits: state.waits + 1}, delayMs: Math.max(0, retryAfterMs)}
}
