import type {Score} from '../../artifacts/danger-zone.ts'
import type {Candidate} from './define-detector.ts'
import type {Reach} from './reach.ts'

/** With fewer entry points a share says nothing: in a package with one, every module is reached by all of them. */
const ENTRY_POINTS_FOR_SHARE = 5
const WIDE_SHARE = 0.2

/** Likelihood, blast radius and detection gap, each 1 to 3. */
export function scoreOf(candidate: Candidate, reach: Reach): Score {
  const isWide = reach.entryPoints >= ENTRY_POINTS_FOR_SHARE && reach.entryShare(candidate.path) > WIDE_SHARE
  const likelihood = candidate.likelihood
  const blastRadius = isWide ? 3 : candidate.spread
  const detectionGap = !candidate.silent ? 1 : reach.testOf(candidate.path) === undefined ? 3 : 2
  return {likelihood, blastRadius, detectionGap, total: likelihood + blastRadius + detectionGap}
}

/** The detection gap in words. */
export function describeGap(candidate: Candidate, reach: Reach): string {
  if (!candidate.silent) return 'the failure is loud: somebody sees an error.'
  if (reach.tests === 0) return 'no test in the tree, so the figure is an upper bound.'
  const test = reach.testOf(candidate.path)
  if (test === undefined) return `none of the ${reach.tests} test files loads \`${candidate.path}\`.`
  return `\`${test}\` loads the module; whether a test asserts on this path was not judged.`
}
