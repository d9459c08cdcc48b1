import type {Candidate, DetectorContext} from '../define-detector.ts'
import type {CommonChallenge} from './common-challenge.ts'
import {intended} from './intended.ts'
import {runsRarely} from './runs-rarely.ts'
import {unloaded} from './unloaded.ts'

/** Cheap ones first. */
const CHALLENGES: readonly CommonChallenge[] = [runsRarely, unloaded, intended]

/** A candidate that its detector let live, after the questions that are put to all. */
export function challenge(candidate: Candidate, context: DetectorContext): Candidate {
  return CHALLENGES.reduce((current, ask) => ask(current, context), candidate)
}
