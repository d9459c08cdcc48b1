import {sortedUnique} from '../base/compare.ts'

/** Name of the file of known findings, in the root; committed. */
export const baselineName = 'groundtruth.baseline.json'

/** What a team already knows: neither reported nor gated. Keys hold no line, so an unrelated edit does not wake them. */
export interface Baseline {
  /** Keys of zones: `DETECTOR/PATH/SYMBOL/RESOURCE`. */
  readonly findings: readonly string[]
  /** Keys of claims, see `claimKey`. */
  readonly claims: readonly string[]
}

export const emptyBaseline: Baseline = {findings: [], claims: []}

/** Sorted, so that two branches merge line by line. */
export function formatBaseline({findings, claims}: Baseline): string {
  const value = {schemaVersion: 1, findings: sortedUnique(findings), claims: sortedUnique(claims)}
  return `${JSON.stringify(value, undefined, 2)}\n`
}
