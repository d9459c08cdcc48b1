import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {propertyName} from './property-name.ts'
import {unwrap} from './unwrap.ts'

export function isCall(node: Node | null | undefined): node is CallExpression {
  return node?.type === 'CallExpression'
}

/** The last name of what is called: `acquire` for `this.lock.acquire()`; undefined when it has none. */
export function callName(call: CallExpression | NewExpression): string | undefined {
  const callee = unwrap(call.callee)
  if (callee.type === 'Identifier') return callee.name
  return propertyName(callee)
}

/** What a method is called on, undefined for a plain call. */
export function receiverOf(call: CallExpression | NewExpression): Node | undefined {
  const callee = unwrap(call.callee)
  return callee.type === 'MemberExpression' ? callee.object : undefined
}
