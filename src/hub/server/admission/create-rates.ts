import type {ServerLimits} from '../limits.ts'
import type {Rates} from '../node.ts'
import {createRateLimit} from './rate-limit.ts'

/** The budgets of one node. */
export function createRates(limits: ServerLimits, clock: () => number): Rates {
  const rate = (what: string, perSecond: number, burst: number) =>
    createRateLimit(what, {perSecond, burst}, clock)
  return {
    calls: rate('calls', limits.callsPerSecond, limits.callsBurst),
    entries: rate('entries', limits.entriesPerSecond, limits.entriesBurst),
    bytes: rate('bytes', limits.bytesPerSecond, limits.bytesBurst),
    failedAuths: rate('calls without a valid token', limits.failedAuthsPerSecond, limits.failedAuthsBurst)
  }
}
