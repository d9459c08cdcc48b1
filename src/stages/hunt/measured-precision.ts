import type {Detector} from './define-detector.ts'

/** Findings judged true, and judged at all, by detector. Source: `bench/precision.md`; changed only with it. */
const JUDGED: Readonly<Record<string, readonly [right: number, judged: number]>> = {}

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
