import type {Score} from '../../artifacts/danger-zone.ts'
import type {Candidate} from './define-detector.ts'
import type {FailureTests} from './failure-tests.ts'
import type {Reach} from './reach.ts'

/** With fewer entry points a share says nothing: in a package with one, every module is reached by all of them. */
const ENTRY_POINTS_FOR_SHARE = 5
const WIDE_SHARE = 0.2

/** What decides on a score beside the candidate. */
export interface Surroundings {
  readonly reach: Reach
  readonly failureTests: FailureTests
}

/** Likelihood, blast radius and detection gap, each 1 to 3. */
export function scoreOf(candidate: Candidate, surroundings: Surroundings): Score {
  const {reach} = surroundings
  const isWide = reach.entryPoints >= ENTRY_POINTS_FOR_SHARE && reach.entryShare(candidate.path) > WIDE_SHARE
  const likelihood = candidate.likelihood
  const blastRadius = isWide ? 3 : candidate.spread
  const detectionGap = gapOf(candidate, surroundings)
  return {likelihood, blastRadius, detectionGap, total: likelihood + blastRadius + detectionGap}
}

/** 3: silent and loaded by no test; 2: loaded, the failing path not seen in a test; 1: loud, or a test has it. */
function gapOf({path, symbol, silent}: Candidate, {reach, failureTests}: Surroundings): 1 | 2 | 3 {
  if (!silent || failureTests(path, symbol)) return 1
  return reach.testsOf(path).length === 0 ? 3 : 2
}

/** The detection gap in words. */
export function describeGap({path, symbol, silent}: Candidate, {reach, failureTests}: Surroundings): string {
  if (!silent) return 'the failure is loud: somebody sees an error.'
  if (reach.tests === 0) return 'no test in the tree, so the figure is an upper bound.'
  const tested = failureTests(path, symbol)
  if (tested)
    return `\`${tested.path}:${tested.line}\` names \`${symbol}\` and a failure or calls at once; whether it asserts on this path was not judged.`
  const [test] = reach.testsOf(path)
  if (test === undefined) return `none of the ${reach.tests} test files loads \`${path}\`.`
  return `\`${test}\` loads the module; no case in it names \`${symbol}\` together with a failure.`
}
