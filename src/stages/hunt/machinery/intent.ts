import type {Node} from '@oxc-project/types'
import type {Confidence} from '../../../artifacts/danger-zone.ts'
import type {Code} from './code.ts'

/** A comment on the node's line or within two lines above that matches; its line, or undefined. */
export function commentNear(code: Code, node: Node, pattern: RegExp): number | undefined {
  const line = code.line(node)
  for (const comment of code.ast.comments) {
    const end = code.ast.lineOf(comment.end)
    if (end <= line && end >= line - 2 && pattern.test(comment.value)) return code.ast.lineOf(comment.start)
  }
  return undefined
}

/** One step less sure; `low` stays. */
export function lower(confidence: Confidence): Confidence {
  return confidence === 'high' ? 'medium' : 'low'
}
