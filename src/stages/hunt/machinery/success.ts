import type {Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {ownNodes, statementsAfter} from './catches.ts'
import type {Code} from './code.ts'

/** What follows a handler. */
export interface Aftermath {
  /** The statement that tells the caller of success, with nothing that tries again before it. */
  readonly success: Node | undefined
  /** The first statement before it that does other work. */
  readonly otherWork: Node | undefined
}

/** What the function does right after a statement: whether it tells of success, and what comes first. */
export function aftermath(code: Code, statement: Node): Aftermath {
  let otherWork: Node | undefined
  for (const next of statementsAfter(code, statement)) {
    if (tellsSuccess(next)) return {success: next, otherWork}
    if (next.type === 'ReturnStatement' || next.type === 'ThrowStatement')
      return {success: undefined, otherWork}
    otherWork ??= work(next)
  }
  return {success: undefined, otherWork}
}

function work(statement: Node): Node | undefined {
  return ownNodes(statement, node => isCall(node) || node.type === 'NewExpression')[0]
}

/** `return true`, `return {ok: true}`, `resolve()`, `callback(null)`, `response.json(…)`, or a message of success. */
function tellsSuccess(statement: Node): boolean {
  if (statement.type === 'ReturnStatement')
    return statement.argument !== null && isSuccess(unwrap(statement.argument))
  if (statement.type !== 'ExpressionStatement') return false
  const call = unwrap(statement.expression)
  if (!isCall(call)) return false
  const [first] = call.arguments
  const name = callName(call) ?? ''
  if (/^(?:resolve|fulfill)$/.test(name)) return !first || (first.type === 'Literal' && first.value === true)
  if (/^(?:callback|cb|done|next)$/.test(name)) return first?.type === 'Literal' && first.value === null
  if (/^(?:sendStatus|status)$/.test(name)) return first?.type === 'Literal' && first.value === 200
  const text = first && !isFunction(first) ? textOf(first) : undefined
  return (
    /^(?:info|log|success|notify|toast|emit)$/.test(name) &&
    /\b(?:success|succeeded|saved|done|completed?|sent|created|deleted|updated|uploaded|published)/i.test(
      text ?? ''
    )
  )
}

function textOf(node: Node): string | undefined {
  if (node.type === 'TemplateLiteral') return node.quasis.map(one => one.value.raw).join(' ')
  return stringValue(node)
}

function isSuccess(value: Node): boolean {
  if (value.type === 'Literal') return value.value === true
  if (value.type !== 'ObjectExpression') return false
  return value.properties.some(
    property =>
      property.type === 'Property' &&
      /^(?:ok|success|succeeded|done|sent|saved)$/.test(propertyName(property) ?? '') &&
      property.value.type === 'Literal' &&
      property.value.value === true
  )
}
