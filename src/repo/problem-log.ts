import {compareBy} from '../base/compare.ts'
import type {Problem} from '../errors.ts'

/** Gathers problems, each once however often its file is read. */
export interface ProblemLog {
  add(kind: string, path: string, message: string): void
  /** Sorted by path, then kind. */
  list(): readonly Problem[]
}

export function createProblemLog(): ProblemLog {
  const problems = new Map<string, Problem & {readonly path: string}>()
  return {
    add(kind, path, message) {
      const key = `${path}\n${kind}`
      if (!problems.has(key)) problems.set(key, {kind, path, message})
    },
    list: () =>
      [...problems.values()].sort(
        compareBy(
          problem => problem.path,
          problem => problem.kind
        )
      )
  }
}
