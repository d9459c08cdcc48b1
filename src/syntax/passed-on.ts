import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from './call-name.ts'
import {isFunction} from './is-function.ts'
import {unwrap} from './unwrap.ts'

/**
 * The promise whose value an expression passes on: `open()` of `open().catch(report)`, `open().finally(done)` and
 * `open().then(value => value)`; the expression itself when it is no such chain.
 */
export function passedOn(node: Node): Node {
  const call = unwrap(node)
  const inner = isCall(call) ? receiverOf(call) : undefined
  if (!inner || !isCall(call) || !isCall(unwrap(inner))) return call
  const name = callName(call)
  const isSame =
    name === 'catch' || name === 'finally' || (name === 'then' && isIdentity(call.arguments[0] as Node))
  return isSame ? passedOn(inner) : call
}

function isIdentity(node: Node | undefined): boolean {
  if (!node || !isFunction(node) || !node.body) return false
  const [parameter] = node.params
  const body = unwrap(node.body as Node)
  return parameter?.type === 'Identifier' && body.type === 'Identifier' && body.name === parameter.name
}
