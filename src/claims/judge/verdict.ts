import {compareBy} from '../../base/compare.ts'
import type {Judgement, Place} from '../claim.ts'

/** A judgement with its evidence in order: by path and line, no duplicates, at most five. */
export function judgement(
  verdict: Judgement['verdict'],
  reason: string,
  evidence: readonly Place[] = [],
  suggestion?: string
): Judgement {
  const sorted = [...evidence].sort(
    compareBy<Place>(
      ({path}) => path,
      ({line}) => line
    )
  )
  const distinct = sorted.filter(
    ({path, line}, index) => sorted[index - 1]?.path !== path || sorted[index - 1]?.line !== line
  )
  return {
    verdict,
    reason,
    evidence: distinct.slice(0, 5).map(({path, line}) => ({path, line})),
    ...(suggestion === undefined ? {} : {suggestion})
  }
}

export const verified = (reason: string, evidence: readonly Place[] = []) =>
  judgement('verified', reason, evidence)
export const unverifiable = (reason: string, evidence: readonly Place[] = []) =>
  judgement('unverifiable', reason, evidence)
export const refuted = (reason: string, evidence: readonly Place[] = [], suggestion?: string) =>
  judgement('refuted', reason, evidence, suggestion)
