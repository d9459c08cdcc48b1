import type {Effort} from '../../artifacts/action.ts'
import type {ForeignRisk} from '../../artifacts/danger-zone.ts'
import type {Cause} from './causes/cause.ts'
import {effortWeight} from './effort.ts'

/** A zone of this score or less waits: two of its three parts are as small as they can be, or nearly so. */
export const lateScore = 5
/** What is no zone has no score: it counts as the least one. */
export const unscored = 3

/** What a word of somebody else counts for: the least score for which hunt would say as much. */
const scoreOfRisk: Readonly<Record<ForeignRisk, number>> = {critical: 7, high: 6, medium: 5, low: 3}

/** Risk removed per effort: the score (3 to 9) by 1 for S, 2 for M, 4 for L. */
export function worthOf(score: number, effort: Effort): number {
  return score / effortWeight[effort]
}

/** Its score, else what its risk counts for, else the least there is. */
export function scoreOf({score, risk}: Pick<Cause, 'score' | 'risk'>): number {
  return score ?? (risk === undefined ? unscored : scoreOfRisk[risk])
}

/** `score 8`, `called high by whoever wrote it, which counts as 6`. */
export function scoreText({score, risk, foreign}: Cause): string {
  if (score !== undefined) return foreign ? `score ${score} by whoever wrote it` : `score ${score}`
  if (risk === undefined) return `written by hand without a risk, which counts as ${unscored}`
  return `called ${risk} by whoever wrote it, which counts as ${scoreOfRisk[risk]}`
}
