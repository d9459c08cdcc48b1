import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'

/**
 * What becomes of a promise.
 *
 * - `dropped`: a statement of its own, also behind `void`, `&&` or `?:`; nobody learns how it ends.
 * - `handled`: a rejection handler hangs on it.
 * - `awaited`, `returned`: its failure reaches the code around, or the caller.
 * - `kept`: stored or handed on; who looks at it is another question.
 */
export interface Fate {
  readonly kind: 'dropped' | 'handled' | 'awaited' | 'returned' | 'kept'
  /** The outermost expression: the whole chain. */
  readonly whole: Node
  /** Whether `void` marks it as dropped on purpose. */
  readonly marked: boolean
  /** The calls of `then` and `finally` on the way out, inner first. */
  readonly links: readonly CallExpression[]
}

/** Follows a promise outwards through the chain it heads. */
export function fateOf(code: Code, promise: Node): Fate {
  const links: CallExpression[] = []
  let marked = false
  let node = promise
  const fate = (kind: Fate['kind']): Fate => ({kind, whole: node, marked, links})
  for (let parent = code.parentOf(node); parent; parent = code.parentOf(node)) {
    const link = linkOn(code, node, parent)
    if (link) {
      if (handles(link)) return fate('handled')
      links.push(link)
      node = link
      continue
    }
    if (unwrap(parent) !== parent) {
      node = parent
      continue
    }
    switch (parent.type) {
      case 'UnaryExpression':
        if (parent.operator !== 'void') return fate('kept')
        marked = true
        node = parent
        continue
      case 'LogicalExpression':
        if (parent.right !== node) return fate('kept')
        node = parent
        continue
      case 'ConditionalExpression':
        if (parent.test === node) return fate('kept')
        node = parent
        continue
      case 'ExpressionStatement':
        return fate('dropped')
      case 'AwaitExpression':
      case 'YieldExpression':
        return fate('awaited')
      case 'ReturnStatement':
        return fate('returned')
      case 'ArrowFunctionExpression':
        return fate(marked ? 'dropped' : 'returned')
      default:
        return fate('kept')
    }
  }
  return fate('kept')
}

/** The call of a promise method on `node`, when `parent` is its callee. */
function linkOn(code: Code, node: Node, parent: Node): CallExpression | undefined {
  if (parent.type !== 'MemberExpression' || parent.object !== node) return undefined
  const outer = code.parentOf(parent)
  if (!isCall(outer) || outer.callee !== parent) return undefined
  return /^(?:then|catch|finally)$/.test(callName(outer) ?? '') ? outer : undefined
}

/** Whether a link takes the rejection. */
function handles(link: CallExpression): boolean {
  const handler = callName(link) === 'catch' ? link.arguments[0] : link.arguments[1]
  if (callName(link) === 'finally' || !handler) return false
  return !(handler.type === 'Identifier' && handler.name === 'undefined')
}

/** The nearest `try` with a `catch` whose block holds the node, in the same function. */
export function tryAround(code: Code, node: Node): (Node & {type: 'TryStatement'}) | undefined {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (isFunction(ancestor)) return undefined
    if (ancestor.type === 'TryStatement' && ancestor.block === child && ancestor.handler) return ancestor
    child = ancestor
  }
  return undefined
}
