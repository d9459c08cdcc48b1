/** A budget that fills by itself. */
export interface TokenBucket {
  readonly level: number
  /** In milliseconds. */
  readonly at: number
}

export interface BucketRate {
  readonly perSecond: number
  /** The most that the bucket holds: what may be spent at once. */
  readonly burst: number
}

/**
 * Spends `cost` at `now`, in milliseconds. Where the bucket holds less, nothing is spent and `retryAfterMs` says when it holds
 * enough; Infinity where it never does. An absent bucket is full; a clock that went back fills nothing.
 */
export function spend(
  bucket: TokenBucket | undefined,
  {perSecond, burst}: BucketRate,
  cost: number,
  now: number
): {readonly bucket: TokenBucket; readonly retryAfterMs: number} {
  const elapsedMs = bucket ? Math.max(0, now - bucket.at) : 0
  const level = bucket ? Math.min(burst, bucket.level + (elapsedMs / 1000) * perSecond) : burst
  if (level >= cost) return {bucket: {level: level - cost, at: now}, retryAfterMs: 0}
  const missing = cost > burst ? Number.POSITIVE_INFINITY : cost - level
  return {bucket: {level, at: now}, retryAfterMs: Math.ceil((missing / perSecond) * 1000)}
}
