import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'

/** Callbacks that run later, or only when something happens. */
const later =
  /^(?:on|once|catch|addEventListener|addListener|setTimeout|setInterval|setImmediate|subscribe|then|watch)$/

/**
 * Whether a node may be passed by when the code around it runs: it stands in a branch, a handler, or a function that is not
 * called on the spot. Loops and early returns are taken to let it pass.
 */
export function isConditional(node: Node, ancestors: readonly Node[]): boolean {
  return ancestors.some((parent, index) => {
    const child = ancestors[index + 1] ?? node
    if (isFunction(parent)) return index > 0 && !isCalledBack(parent, ancestors[index - 1])
    return isBranch(parent, child)
  })
}

function isBranch(parent: Node, child: Node): boolean {
  switch (parent.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return parent.test !== child
    case 'LogicalExpression':
      return parent.right === child
    case 'AssignmentExpression':
      return parent.right === child && /^(?:\|\||&&|\?\?)=$/.test(parent.operator)
    case 'SwitchCase':
    case 'CatchClause':
      return true
    default:
      return false
  }
}

/** `items.map(item => …)` and `(() => …)()`. */
function isCalledBack(callback: Node, call: Node | undefined): boolean {
  if (!call || !(isCall(call) || call.type === 'NewExpression')) return false
  const callee = unwrap(call.callee)
  const name = callee.type === 'Identifier' ? callee.name : (propertyName(callee) ?? '')
  return callee === callback || (!later.test(name) && (call.arguments as readonly Node[]).includes(callback))
}
