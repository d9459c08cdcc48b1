import type {AssignmentExpression, Node} from '@oxc-project/types'
import {isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {isPlace, type Place, usesOf} from './place.ts'

/** An assignment to a place as a whole. */
export interface Write {
  readonly node: AssignmentExpression
  readonly value: Node
}

/** Plain and logical assignments to a place, in source order. */
export function writesOf(code: Code, place: Place): Write[] {
  return usesOf(code, place).flatMap(use => {
    const parent = code.parentOf(use)
    if (parent?.type !== 'AssignmentExpression' || unwrap(parent.left) !== unwrap(use)) return []
    return [{node: parent, value: parent.right}]
  })
}

/** Whether a value leaves a place empty: `undefined`, `null`, `void 0`, `false`. */
export function isEmptyValue(node: Node): boolean {
  const inner = unwrap(node)
  if (inner.type === 'Identifier') return inner.name === 'undefined'
  if (inner.type === 'UnaryExpression') return inner.operator === 'void'
  return inner.type === 'Literal' && (inner.value === null || inner.value === false) && !('regex' in inner)
}

/**
 * Whether a node runs because something failed or ended: in a `catch` or `finally`, or in a callback of
 * `.catch`, `.finally`, the second argument of `.then`, or of an `error`, `close`, `end`, `exit`, `disconnect` event.
 */
export function runsOnFailure(code: Code, node: Node): boolean {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'CatchClause') return true
    if (ancestor.type === 'TryStatement' && ancestor.finalizer === child) return true
    if (ancestor.type === 'CallExpression' && isFunction(child) && isFailureArgument(ancestor, child))
      return true
    child = ancestor
  }
  return false
}

const FAILURE_EVENTS = /^(?:error|close|end|exit|disconnect(?:ed)?|abort(?:ed)?|timeout|finish)$/i

/** Whether an argument of a call is what it calls when something failed or ended. */
export function isFailureArgument(call: Node & {type: 'CallExpression'}, callback: Node): boolean {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false
  const index = call.arguments.indexOf(callback as never)
  const name = callee.property.name
  if (name === 'catch' || name === 'finally') return index === 0
  if (name === 'then') return index === 1
  const [event] = call.arguments
  return event?.type === 'Literal' && typeof event.value === 'string' && FAILURE_EVENTS.test(event.value)
}

/** Whether some write of the place empties it after a failure. */
export function isResetOnFailure(code: Code, place: Place): boolean {
  return usesOf(code, place).some(use => {
    const parent = code.parentOf(use)
    if (!parent || !runsOnFailure(code, use)) return false
    if (parent.type === 'AssignmentExpression') return isPlace(code, parent.left, place)
    return parent.type === 'UnaryExpression' && parent.operator === 'delete'
  })
}
