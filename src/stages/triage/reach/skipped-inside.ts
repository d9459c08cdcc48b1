import type {Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import type {TestCall} from './test-calls.ts'

/** Whether a test, or a group around it, switches itself off: `test.fixme()`, `t.skip('later')`, `this.skip()`. */
export function isSkippedInside({call, groups}: TestCall): boolean {
  return [call, ...groups.map(group => group.call)].some(each =>
    each.arguments.some(argument => isFunction(argument) && statementsOf(argument).some(isSkip))
  )
}

function statementsOf(node: Node): readonly Node[] {
  return isFunction(node) && node.body?.type === 'BlockStatement' ? node.body.body : []
}

/** With a condition as its first argument it skips on some platforms only. */
function isSkip(statement: Node): boolean {
  if (statement.type !== 'ExpressionStatement') return false
  const {expression} = statement
  if (!isCall(expression) || expression.callee.type !== 'MemberExpression') return false
  if (!/^(?:skip|fixme)$/.test(propertyName(expression.callee) ?? '')) return false
  const [first, second] = expression.arguments
  if (!first) return true
  if (first.type !== 'Literal' || isFunction(second)) return false
  return first.value === true || typeof first.value === 'string'
}
