import type {CallExpression, Node} from '@oxc-project/types'
import {callName, receiverOf} from '../../../syntax/call-name.ts'
import {isExit} from '../../../syntax/is-exit.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {resultOf} from './transactions/begun.ts'
import {isStoreWrite} from './transactions/scopes.ts'

/** A count of rows, a condition on it, and a write of the same kind of rows that depends on it. */
export interface StoreCheck {
  readonly count: CallExpression
  readonly test: Node
  readonly write: CallExpression
}

const COUNTS =
  /^(?:count|countDocuments|countBy|findAndCountAll|findAndCount|estimatedDocumentCount|getCount)$/

/** Where a count decides whether a write is made, on the same model or on `this`; in source order. */
export function storeChecks(code: Code): StoreCheck[] {
  return code.nodes('CallExpression').flatMap(count => {
    if (!COUNTS.test(callName(count) ?? '') || code.parentOf(count)?.type !== 'AwaitExpression') return []
    const test = testOf(code, count)
    const write = test && guardedWrite(code, count, test)
    return test && write ? [{count, test: test.test, write}] : []
  })
}

/** The `if` that compares the count with something. */
function testOf(code: Code, count: CallExpression): (Node & {type: 'IfStatement'}) | undefined {
  const fn = code.functionOf(count)
  return code
    .nodes('IfStatement')
    .find(
      statement =>
        code.functionOf(statement) === fn &&
        statement.end > count.start &&
        compares(code, statement.test, count)
    )
}

function compares(code: Code, test: Node, count: CallExpression): boolean {
  const result = resultOf(code, count) ?? destructured(code, count)
  let found = false
  walk(test, node => {
    const isComparison = node.type === 'BinaryExpression' && /^(?:[<>]=?|[=!]==?)$/.test(node.operator)
    if (!isComparison) return
    const isOfCount =
      contains(node, count) || result?.uses.some(use => use.read && contains(node, use.identifier))
    if (isOfCount) found = true
  })
  return found
}

/** `const {count} = await …`. */
function destructured(code: Code, count: CallExpression) {
  const pause = code.parentOf(count)
  const declarator = pause && code.parentOf(pause)
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'ObjectPattern') return undefined
  const [property] = declarator.id.properties
  return property?.type === 'Property' && property.value.type === 'Identifier'
    ? code.bindingOf(property.value)
    : undefined
}

/** A write in the branch, or behind the `if` that leaves; of the same model, or of the object that counts its kind. */
function guardedWrite(
  code: Code,
  count: CallExpression,
  statement: Node & {type: 'IfStatement'}
): CallExpression | undefined {
  const block = code.parentOf(statement)
  const depends = (node: Node) =>
    isExit(statement.consequent) && !containsWrite(statement.consequent)
      ? (statement.alternate ? contains(statement.alternate, node) : false) ||
        (!!block && contains(block, node) && node.start > statement.end)
      : contains(statement.consequent, node)
  const model = modelOf(code, count)
  return code
    .nodes('CallExpression')
    .find(
      call =>
        depends(call) &&
        code.functionOf(call) === code.functionOf(count) &&
        isStoreWrite(call) &&
        isWaitedFor(code, call) &&
        model !== undefined &&
        modelOf(code, call) === model
    )
}

function containsWrite(node: Node): boolean {
  let found = false
  walk(node, child => {
    if (isFunction(child)) return 'skip'
    if (isStoreWrite(child)) found = true
    return undefined
  })
  return found
}

function isWaitedFor(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  return parent?.type === 'AwaitExpression' || parent?.type === 'ReturnStatement'
}

/** What a call works on, as text; `this` for the object and its own class. */
function modelOf(code: Code, call: CallExpression): string | undefined {
  const receiver = receiverOf(call)
  if (!receiver) return undefined
  const inner = unwrap(receiver)
  const text = code.text(inner)
  return /^\(?this(?:\.constructor)?(?:\s+as\s+[^)]*)?\)?$/.test(text) ? 'this' : text
}
