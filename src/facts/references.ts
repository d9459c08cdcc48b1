import type {FileRole} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import type {Facts, Module, References} from './facts.ts'
import {linkReferences} from './references/link-references.ts'
import {resolveReferences} from './references/resolve-references.ts'

export interface ReferenceLimits {
  /** Modules to ask about; default 4,000. */
  readonly maxFiles?: number
  /** Bytes of their source; default 60 MB. */
  readonly maxBytes?: number
}

const WALKED: ReadonlySet<FileRole> = new Set(['source', 'test', 'config'])

/**
 * Who uses which declaration, sorted by to, from, line.
 *
 * Reads sources, tests and configuration; fixtures, generated and vendored modules can be used but do not count as
 * users. What the compiler cannot resolve is left out, so every figure is a lower bound. Over the limits, or when
 * the compiler itself fails, `source` is `syntax` and only top-level names are linked.
 */
export function readReferences(repo: Repo, facts: Facts, limits: ReferenceLimits = {}): References {
  const modules = facts.modules.filter(module => WALKED.has(module.role))
  if (isOverLimit(modules, limits)) return linkReferences(facts, modules)
  try {
    return resolveReferences(repo, facts, modules)
  } catch {
    // The compiler has assertions and deep recursion that odd input can trip; the syntax still tells most of it.
    return linkReferences(facts, modules)
  }
}

function isOverLimit(modules: readonly Module[], limits: ReferenceLimits): boolean {
  const bytes = modules.reduce((sum, module) => sum + module.size, 0)
  return modules.length > (limits.maxFiles ?? 4000) || bytes > (limits.maxBytes ?? 60_000_000)
}
