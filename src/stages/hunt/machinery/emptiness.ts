import type {Node} from '@oxc-project/types'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {isEmptyValue} from './writes.ts'

/** An operand of which a condition, when true, says that it is empty or that it is filled. */
export interface EmptinessTest {
  readonly target: Node
  readonly empty: boolean
}

/**
 * What a condition tests for being there: `!x`, `x == null`, `x === undefined`, `typeof x === 'undefined'`,
 * comparison with the sentinel a variable starts with, and their opposites; parts of `&&` and `||` too.
 */
export function emptinessTests(code: Code, condition: Node): EmptinessTest[] {
  const node = unwrap(condition)
  if (node.type === 'LogicalExpression') {
    if (node.operator === '??') return []
    return [...emptinessTests(code, node.left), ...emptinessTests(code, node.right)]
  }
  if (node.type === 'UnaryExpression' && node.operator === '!')
    return emptinessTests(code, node.argument).map(test => ({...test, empty: !test.empty}))
  if (node.type === 'BinaryExpression') return comparison(code, node)
  if (node.type === 'Identifier' || node.type === 'MemberExpression') return [{target: node, empty: false}]
  return []
}

function comparison(code: Code, node: Node & {type: 'BinaryExpression'}): EmptinessTest[] {
  const equal = node.operator === '===' || node.operator === '=='
  if (!equal && node.operator !== '!==' && node.operator !== '!=') return []
  const left = unwrap(node.left)
  const right = unwrap(node.right)
  if (left.type === 'UnaryExpression' && left.operator === 'typeof')
    return right.type === 'Literal' && right.value === 'undefined'
      ? [{target: unwrap(left.argument), empty: equal}]
      : []
  if (isEmptyValue(right) || isSentinel(code, left, right)) return [{target: left, empty: equal}]
  if (isEmptyValue(left)) return [{target: right, empty: equal}]
  return []
}

/** Whether `value` is the identifier with which the variable `target` was initialised. */
function isSentinel(code: Code, target: Node, value: Node): boolean {
  if (target.type !== 'Identifier' || value.type !== 'Identifier') return false
  const definition = code.bindingOf(target)?.definitions[0]
  if (definition?.node.type !== 'VariableDeclarator' || !definition.node.init) return false
  const initial = unwrap(definition.node.init)
  return initial.type === 'Identifier' && initial.name === value.name
}
