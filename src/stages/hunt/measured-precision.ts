import type {Detector} from './define-detector.ts'

/** Findings judged true, and judged at all, by detector. Source: `bench/precision.md`; changed only with it. */
const JUDGED: Readonly<Record<string, readonly [right: number, judged: number]>> = {
  'async-in-void-callback': [1, 2],
  'cached-rejection': [4, 6],
  'check-then-act': [1, 1],
  'claim-not-withdrawn': [3, 3],
  'dropped-timer': [1, 1],
  'early-completion': [1, 1],
  'emitter-without-error-listener': [4, 5],
  'floating-rejection': [4, 8],
  'import-cycle-at-load': [1, 1],
  'incomplete-cache-key': [1, 1],
  'lazy-init-race': [4, 5],
  'listener-mismatch': [1, 2],
  'listener-outlives-call': [4, 7],
  'never-released': [0, 1],
  'overwrite-without-release': [0, 1],
  'parse-before-status': [1, 2],
  'partial-teardown': [3, 4],
  'promise-as-value': [1, 1],
  'query-in-loop': [6, 6],
  'recursion-without-progress': [0, 1],
  'rejection-past-catch': [1, 1],
  'settle-twice': [2, 4],
  'state-not-restored': [1, 1],
  'stateful-regexp': [1, 1],
  'swallowed-waiter': [1, 1],
  'unbounded-parallel': [0, 1],
  'unbounded-recursion': [0, 1],
  'unchecked-splice-index': [1, 2]
}

/** What a class promises, as if so many had been judged. */
const PROMISED = {A: [4.6, 5], B: [4, 5], C: [2.5, 5]} as const

/** Two standard deviations. */
const Z = 1.96

/** A detector that was measured to be right so often may name critical zones, whatever its class. */
export const CRITICAL_PRECISION = 0.85
const ENOUGH_JUDGED = 10

/**
 * The precision that can be counted on, 0 to 1: the lower bound of Wilson's interval over what was judged and what the
 * detector's class promises. Source: Wilson, Journal of the American Statistical Association 22 (1927).
 */
export function expectedPrecision({id, precision}: Pick<Detector, 'id' | 'precision'>): number {
  const [right, judged] = JUDGED[id] ?? [0, 0]
  const [promised, of] = PROMISED[precision]
  return lowerBound(right + promised, judged + of)
}

/** Whether a detector may name critical zones: by its class, until enough of its findings were judged. */
export function isTrusted({id, precision}: Pick<Detector, 'id' | 'precision'>): boolean {
  const [right, judged] = JUDGED[id] ?? [0, 0]
  return judged < ENOUGH_JUDGED ? precision === 'A' : right / judged >= CRITICAL_PRECISION
}

function lowerBound(right: number, judged: number): number {
  const share = right / judged
  const spread = Z * Math.sqrt((share * (1 - share) + Z ** 2 / (4 * judged)) / judged)
  return (share + Z ** 2 / (2 * judged) - spread) / (1 + Z ** 2 / judged)
}
