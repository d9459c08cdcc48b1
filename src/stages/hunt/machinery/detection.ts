import type {Node} from '@oxc-project/types'
import type {DroppedCandidate} from '../define-detector.ts'
import type {Code} from './code.ts'

export type {Judged} from '../define-detector.ts'

/** A candidate that `kill` disproved, with what was seen. */
export function dropped<Kill extends string>(
  code: Code,
  node: Node,
  kill: Kill,
  reason: string
): DroppedCandidate {
  return {path: code.path, line: code.line(node), kill, reason}
}

/** Where a candidate stands, for spreading into it. */
export function located(code: Code, node: Node) {
  return {
    path: code.path,
    startLine: code.line(node),
    endLine: code.endLine(node),
    symbol: code.symbolOf(node)
  }
}

/** A piece of evidence at a node. */
export function seen(code: Code, node: Node, note: string) {
  return {path: code.path, line: code.line(node), note}
}

/** A kill that was tried and does not hold. */
export function survived<Kill extends string>(kill: Kill, evidence: string) {
  return {kill, verdict: 'survived' as const, evidence}
}

/** A kill that could not be decided: the finding can then not be critical. */
export function undecided<Kill extends string>(kill: Kill, evidence: string) {
  return {kill, verdict: 'undecided' as const, evidence}
}
