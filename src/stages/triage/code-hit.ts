import type {Node} from '@oxc-project/types'
import type {HitRole} from '../../artifacts/triage-row.ts'

/** One place in the code where a wanted name stands. */
export interface CodeHit {
  readonly path: string
  readonly line: number
  readonly role: HitRole
  /** What declares or uses it. */
  readonly form:
    | 'function'
    | 'class'
    | 'variable'
    | 'type'
    | 'member'
    | 'key'
    | 'parameter'
    | 'call'
    | 'use'
    | 'import'
    | 'export'
    | 'literal'
    | 'text'
  /** Whether it stands in a test. */
  readonly test: boolean
  /** Offsets of the declaring node, of the name itself elsewhere. */
  readonly start: number
  readonly end: number
  /** For declarations: the node. */
  readonly node?: Node
  /** For members and keys: the name of the declaration around it. */
  readonly owner?: string
}

/** Whether a hit declares the name in code. */
export function isDeclared(hit: CodeHit): boolean {
  return hit.role === 'declared' && !hit.test
}

/** Whether a hit stands within a declaration. */
export function isWithin(hit: CodeHit, outer: CodeHit): boolean {
  return hit.path === outer.path && hit.start >= outer.start && hit.end <= outer.end && hit !== outer
}
