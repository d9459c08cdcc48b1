import type {Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {isCall} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import {calledFunction} from './callees.ts'
import type {Code} from './code.ts'
import type {Located} from './resolve.ts'

const DEPTH = 4

/**
 * Whether everything that a function waits for, throws or returns is code of the repository in which each failure is
 * caught. What is not seen counts as failing when it is awaited or returned; a plain call of it does not.
 */
export function neverRejects(context: DetectorContext, located: Located, depth = DEPTH): boolean {
  const {code, fn} = located
  if (depth === 0 || !fn.body || fn.generator) return false
  const mayThrow = (node: Node) => failsAt(context, code, node, depth)
  if (wayOut(fn, 'entry', {mayThrow}, ['throw'])) return false
  return returnsOf(fn).every(value => !isCallLike(value) || isSafe(context, code, value, fn.async, depth))
}

function isCallLike(node: Node): boolean {
  return isCall(node) || node.type === 'NewExpression' || node.type === 'ImportExpression'
}

/** Whether a returned value is no promise that rejects: only an async function may return what a plain call gives. */
function isSafe(context: DetectorContext, code: Code, value: Node, isAsync: boolean, depth: number): boolean {
  return !promiseFails(context, code, value, depth) && (isAsync || isKnownPromise(context, code, value))
}

function isKnownPromise(context: DetectorContext, code: Code, value: Node): boolean {
  return (
    value.type === 'NewExpression' || (isCall(value) && calledFunction(context, code, value) !== undefined)
  )
}

function failsAt(context: DetectorContext, code: Code, node: Node, depth: number): boolean {
  if (node.type === 'AwaitExpression') return promiseFails(context, code, unwrap(node.argument), depth)
  if (node.type === 'ForOfStatement') return node.await
  if (!isCall(node)) return false
  const path = memberPath(node.callee) ?? ''
  if (path === 'JSON.parse' || /^(?:require|assert|invariant)(?:\.|$)/.test(path)) return true
  if (outsideCalls(context.facts).effectOf(code.ast, node)) return /Sync$/.test(path)
  const called =
    code.parentOf(node)?.type === 'AwaitExpression' ? undefined : calledFunction(context, code, node)
  return called !== undefined && !called.fn.async && throwsItself(context, called, depth - 1)
}

/** Whether a plain function can throw; a promise that it gives is not looked at. */
function throwsItself(context: DetectorContext, {code, fn}: Located, depth: number): boolean {
  if (depth <= 0) return true
  const mayThrow = (node: Node) => failsAt(context, code, node, depth)
  return wayOut(fn, 'entry', {mayThrow}, ['throw']) !== undefined
}

/** Whether a promise may reject, as far as its making shows. */
function promiseFails(context: DetectorContext, code: Code, value: Node, depth: number): boolean {
  if (value.type === 'NewExpression') return !onlyResolves(context, code, value, depth)
  if (!isCall(value)) return !/^(?:Literal|ThisExpression)$/.test(value.type)
  const called = calledFunction(context, code, value)
  return !called || !neverRejects(context, called, depth - 1)
}

/** `new Promise(resolve => …)` of which the executor can not throw. */
function onlyResolves(
  context: DetectorContext,
  code: Code,
  made: Node & {type: 'NewExpression'},
  depth: number
): boolean {
  const [executor] = made.arguments
  return (
    memberPath(made.callee) === 'Promise' &&
    executor !== undefined &&
    isFunction(executor) &&
    executor.params.length < 2 &&
    !throwsItself(context, {code, fn: executor}, depth)
  )
}

function returnsOf(fn: FunctionNode): Node[] {
  if (fn.body && fn.body.type !== 'BlockStatement') return [unwrap(fn.body)]
  const values: Node[] = []
  walk(fn, node => {
    if (node !== fn && isFunction(node)) return 'skip'
    if (node.type === 'ReturnStatement' && node.argument) values.push(unwrap(node.argument))
    return undefined
  })
  return values
}
