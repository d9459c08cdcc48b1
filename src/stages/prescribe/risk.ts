import type {Effort} from '../../artifacts/action.ts'
import type {Tier} from '../../artifacts/danger-zone.ts'
import {effortWeight} from './effort.ts'

/** A zone of this score or less waits: two of its three parts are as small as they can be, or nearly so. */
export const lateScore = 5
/** What is no zone has no score: it counts as the least one. */
export const unscored = 3

/** Risk removed per effort: the score (3 to 9) by 1 for S, 2 for M, 4 for L. */
export function worthOf(score: number, effort: Effort): number {
  return score / effortWeight[effort]
}

/** The least score a zone of that tier can have been given; a zone of no known tier counts as {@link unscored}. */
export function leastScore(tier: Tier | undefined): number {
  return tier === 'critical' ? 7 : unscored
}
