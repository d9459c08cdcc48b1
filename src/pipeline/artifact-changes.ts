import {createTwoFilesPatch} from 'diff'
import {compareBy} from '../base/compare.ts'
import type {StagedChange, StagedStore} from './staged-store.ts'

/** What became of an artifact, or would become of it. */
export interface ArtifactChange {
  /** As a person would name it, `docs/ARCHITECTURE.md`. */
  readonly path: string
  /** `stopped`: a person's edit inside a generated part stopped the write. */
  readonly change: 'created' | 'updated' | 'unchanged' | 'removed' | 'stopped'
  /** Unified; of what would be lost for a stopped write. Absent for an unchanged artifact. */
  readonly diff?: string
}

/** What a run wants of each artifact that it wrote, sorted by path. */
export function artifactChanges(store: StagedStore): ArtifactChange[] {
  const stopped = [...store.held()].map(
    ([artifact, diff]) => ({path: store.nameOf(artifact), change: 'stopped', diff}) as const
  )
  return [...store.changes().map(change => toChange(change, store)), ...stopped].sort(
    compareBy(({path}) => path)
  )
}

/** Whether a file differs, or would if no edit had stopped it. */
export function isDifferent({change}: ArtifactChange): boolean {
  return change !== 'unchanged'
}

function toChange({artifact, before, after}: StagedChange, store: StagedStore): ArtifactChange {
  const path = store.nameOf(artifact)
  if (before === after) return {path, change: 'unchanged'}
  const change = before === undefined ? 'created' : after === undefined ? 'removed' : 'updated'
  // Most runs print none, and of long documents it takes a while.
  return {
    path,
    change,
    get diff() {
      return diffOf(path, before, after)
    }
  }
}

/** A unified diff; undefined for a file that is not there. */
export function diffOf(path: string, before: string | undefined, after: string | undefined): string {
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? ''
  )
  return patch.replace(/^=+\n/, '')
}
