import type {Effort} from '../../artifacts/action.ts'
import type {Cause} from './causes/cause.ts'
import type {EffortEstimate} from './draft.ts'

/** Above the first bound M, above the second L. */
const fileBounds = [1, 3] as const
const dependentBounds = [5, 20] as const
const componentBounds = [3, 10] as const

/** How much an effort weighs against the risk it removes. */
export const effortWeight: Readonly<Record<Effort, number>> = {S: 1, M: 2, L: 4}

/**
 * A refactor: the largest of what its files, its direct dependents and its owners ask for.
 *
 * - One file and at most 5 dependents are S, up to 3 files and 20 dependents M, more is L.
 * - Dependents that nobody counted: up to 10 components that use its own are M, more is L.
 * - More than one owner: at least M. What is not known counts as M.
 */
export function estimateRefactor(cause: Cause, pinned: boolean): EffortEstimate {
  const {files, owners} = cause
  const effort = largest([
    files === undefined ? 'M' : sizeOf(files.length, fileBounds),
    reachSize(cause),
    ...(owners.length > 1 ? (['M'] as const) : [])
  ])
  const inputs = [
    files === undefined ? 'files not known' : `${plural(files.length, 'file')} to touch`,
    reachText(cause),
    pinned ? '1 test by then' : gapText(cause),
    ...(owners.length > 0 ? [`${plural(owners.length, 'owner')} (${owners.join(', ')})`] : [])
  ]
  return {effort, from: `${effort} from ${inputs.join(', ')}`}
}

/** A test: by the files it has to set up; who depends on the symbol does not change a test. */
export function estimateTest(cause: Cause): EffortEstimate {
  const {files} = cause
  const effort = files === undefined ? 'M' : sizeOf(files.length, fileBounds)
  const over = files === undefined ? 'files not known' : `over ${plural(files.length, 'file')}`
  const comma = files === undefined ? ', ' : ' '
  return {effort, from: `${effort} from 1 new test${comma}${over}, ${gapText(cause)}`}
}

/** A question: by how many have to be answered. */
export function estimateQuestions(cause: Cause): EffortEstimate {
  const {doubts, owners} = cause
  return estimateCount(
    Math.max(1, doubts.length),
    'question',
    owners.length > 1 ? `${plural(owners.length, 'owner')} to ask, ${reachText(cause)}` : reachText(cause)
  )
}

/** Counts of something else: `count` of `noun`, with the bounds of files. */
export function estimateCount(count: number, noun: string, rest: string): EffortEstimate {
  const effort = sizeOf(count, fileBounds)
  return {effort, from: `${effort} from ${plural(count, noun)}, ${rest}`}
}

/** `1 file`, `2 files`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** `at least 3 direct dependents`; never a bare zero, since what did not resolve is not counted. */
export function reachText({dependents, usedBy}: Cause): string {
  if (dependents === undefined)
    return usedBy === undefined
      ? 'dependents not known'
      : `dependents not known, ${usedBy === 0 ? 'no component uses' : `${plural(usedBy, 'component')} ${usedBy === 1 ? 'uses' : 'use'}`} its own`
  return dependents === 0 ? 'no direct dependent found' : `at least ${plural(dependents, 'direct dependent')}`
}

/** What the detection gap says, by the rules of the score. A gap of 1 is loud or tested; which, its text may tell. */
export function gapText({gap, loud, foreign}: Cause): string {
  if (gap === undefined) return 'tests not known'
  if (gap >= 3) return foreign ? 'no test by its own words' : 'no test known to reach it'
  if (gap === 2) return 'no test known of its failure path'
  if (foreign) return 'tested by its own words'
  return loud ? 'the failure is loud' : 'the failure is loud, or its path is tested'
}

function reachSize({dependents, usedBy}: Cause): Effort {
  if (dependents !== undefined) return sizeOf(dependents, dependentBounds)
  return usedBy === undefined ? 'M' : largest(['M', sizeOf(usedBy, componentBounds)])
}

function sizeOf(count: number, [medium, large]: readonly [number, number]): Effort {
  return count > large ? 'L' : count > medium ? 'M' : 'S'
}

function largest(efforts: readonly Effort[]): Effort {
  return efforts.reduce((a, b) => (effortWeight[a] >= effortWeight[b] ? a : b), 'S')
}
