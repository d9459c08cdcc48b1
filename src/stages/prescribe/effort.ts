import type {Effort} from '../../artifacts/action.ts'
import type {DangerZone} from '../../artifacts/danger-zone.ts'
import {sortedUnique} from '../../base/compare.ts'
import type {EffortEstimate} from './draft.ts'

/** Above the first bound M, above the second L. */
const fileBounds = [1, 3] as const
const dependentBounds = [5, 20] as const

/** How much an effort weighs against the risk it removes. */
export const effortWeight: Readonly<Record<Effort, number>> = {S: 1, M: 2, L: 4}

/** Modules that the evidence of the zones names: what a fix has to look at. Sorted. */
function filesToTouch(zones: readonly DangerZone[]): string[] {
  return sortedUnique(zones.flatMap(({path, evidence}) => [path, ...evidence.map(piece => piece.path)]))
}

/** The most direct dependents that one of the zones has; a lower bound. */
export function directDependents(zones: readonly DangerZone[]): number {
  return Math.max(0, ...zones.map(({impact}) => impact.d1))
}

/**
 * A refactor: the larger of what its files and its direct dependents ask for. One file and at most 5 dependents are S,
 * up to 3 files and 20 dependents M, more is L.
 */
export function estimateRefactor(zones: readonly DangerZone[], pinned: boolean): EffortEstimate {
  const files = filesToTouch(zones).length
  const dependents = directDependents(zones)
  const effort = larger(sizeOf(files, fileBounds), sizeOf(dependents, dependentBounds))
  const tests = pinned ? '1 test by then' : gapText(zones)
  return {
    effort,
    from: `${effort} from ${plural(files, 'file')} to touch, ${dependentsText(dependents)}, ${tests}`
  }
}

/** A test: by the files it has to set up, as for a refactor; who depends on the symbol does not change a test. */
export function estimateTest(zones: readonly DangerZone[]): EffortEstimate {
  const files = filesToTouch(zones).length
  const effort = sizeOf(files, fileBounds)
  return {effort, from: `${effort} from 1 new test over ${plural(files, 'file')}, ${gapText(zones)}`}
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
export function dependentsText(count: number): string {
  return count === 0 ? 'no direct dependent found' : `at least ${plural(count, 'direct dependent')}`
}

/** The largest detection gap of the zones. */
export function gapOf(zones: readonly DangerZone[]): number {
  return Math.max(...zones.map(({score}) => score.detectionGap))
}

/** What the largest detection gap says, by the rules of the score. A gap of 1 is loud or tested; which, its text may tell. */
export function gapText(zones: readonly DangerZone[]): string {
  const gap = gapOf(zones)
  if (gap >= 3) return 'no test known to reach it'
  if (gap === 2) return 'no test known of its failure path'
  return zones.every(({detectionGap}) => /\bloud\b/i.test(detectionGap))
    ? 'the failure is loud'
    : 'the failure is loud, or its path is tested'
}

function sizeOf(count: number, [medium, large]: readonly [number, number]): Effort {
  return count > large ? 'L' : count > medium ? 'M' : 'S'
}

function larger(left: Effort, right: Effort): Effort {
  return effortWeight[left] >= effortWeight[right] ? left : right
}
