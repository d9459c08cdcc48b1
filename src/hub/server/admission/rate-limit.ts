import {HubError} from '../../hub-error.ts'
import {type BucketRate, spend, type TokenBucket} from './token-bucket.ts'

/** Keys that are remembered: of more, the ones not seen for longest start anew. */
const maxKeys = 10_000

/**
 * One budget for each key, counted by this node alone. `what` names it in the error.
 *
 * Returns a function that spends from the budget of a key, or throws `exhausted` with the time to wait.
 */
export function createRateLimit(
  what: string,
  rate: BucketRate,
  clock: () => number
): (key: string, cost?: number) => void {
  const buckets = new Map<string, TokenBucket>()
  return (key, cost = 1) => {
    const {bucket, retryAfterMs} = spend(buckets.get(key), rate, cost, clock())
    // Set anew, so that the map is in the order of use.
    buckets.delete(key)
    buckets.set(key, bucket)
    if (buckets.size > maxKeys) for (const [oldest] of buckets) if (buckets.delete(oldest)) break
    if (retryAfterMs > 0) throw tooMany(what, rate, retryAfterMs)
  }
}

function tooMany(what: string, {perSecond}: BucketRate, retryAfterMs: number): HubError {
  return new HubError(
    'exhausted',
    `Expected at most ${perSecond} ${what} a second, got more`,
    Number.isFinite(retryAfterMs) ? {retryAfterMs} : {}
  )
}
