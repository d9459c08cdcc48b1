import type {Candidate, DetectorContext} from '../define-detector.ts'
import {intended} from './intended.ts'
import {runsRarely} from './runs-rarely.ts'
import {unloaded} from './unloaded.ts'

/** A question that is put to what every detector finds, cheap ones first. It lowers, and never drops. */
export type CommonChallenge = (candidate: Candidate, context: DetectorContext) => Candidate

const CHALLENGES: readonly CommonChallenge[] = [runsRarely, unloaded, intended]

/** A candidate that its detector let live, after the questions that are put to all. */
export function challenge(candidate: Candidate, context: DetectorContext): Candidate {
  return CHALLENGES.reduce((current, ask) => ask(current, context), candidate)
}
