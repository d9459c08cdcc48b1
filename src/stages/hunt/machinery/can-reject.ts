import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {outsideCalls} from '../../../effects/outside-calls.ts'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {DetectorContext} from '../define-detector.ts'
import type {Code} from './code.ts'
import {calleeOf} from './declared-type.ts'
import type {Located} from './resolve.ts'

/** One step of the way on which a failure leaves a function, outermost first. */
export interface FailureStep {
  readonly code: Code
  readonly node: Node
  /** A clause: `` `load` awaits `readFile(path)`, which reads the file system ``. */
  readonly reason: string
}

const DEPTH = 4

/** How the promise of a function can reject: the way to the `throw` or the outside call; undefined when none is seen. */
export function canReject(
  context: DetectorContext,
  located: Located,
  {depth, guess}: Question = FULL
): readonly FailureStep[] | undefined {
  const known = memo.get(located.fn)?.get(guess ? -depth : depth)
  if (known) return known.steps
  const answers = memo.get(located.fn) ?? new Map<number, {steps: readonly FailureStep[] | undefined}>()
  memo.set(located.fn, answers)
  // A function that calls itself adds no failure of its own.
  answers.set(guess ? -depth : depth, {steps: undefined})
  const steps = search(context, located, {depth, guess})
  answers.set(guess ? -depth : depth, {steps})
  return steps
}

/** How far calls are followed, and whether an awaited call of unseen code counts as failing when it is named like I/O. */
export interface Question {
  readonly depth: number
  readonly guess: boolean
}

const FULL: Question = {depth: DEPTH, guess: false}

/** As {@link FULL}, with guesses. */
export const GUESSING: Question = {depth: DEPTH, guess: true}

const memo = new WeakMap<FunctionNode, Map<number, {steps: readonly FailureStep[] | undefined}>>()

function search(
  context: DetectorContext,
  located: Located,
  question: Question
): readonly FailureStep[] | undefined {
  const {code, fn} = located
  if (question.depth === 0 || !fn.body || fn.generator) return undefined
  const failures = new Map<Node, readonly FailureStep[]>()
  const mayThrow = (node: Node) => {
    const steps = failureAt(context, code, node, question)
    if (steps) failures.set(node, steps)
    return steps !== undefined
  }
  const returned = failingReturn(context, code, fn, question)
  if (!fn.async) return returned
  const way = wayOut(fn, 'entry', {mayThrow}, ['throw'])
  const by = way?.thrownBy
  if (!by) return returned
  if (by.type === 'ThrowStatement') return [{code, node: by, reason: `it throws ${code.show(by.argument)}`}]
  return failures.get(by) ?? returned
}

/** Whether evaluating a node can throw, with the way there; only what is known counts. */
function failureAt(
  context: DetectorContext,
  code: Code,
  node: Node,
  question: Question
): readonly FailureStep[] | undefined {
  if (node.type === 'AwaitExpression')
    return (
      promiseFailure(context, code, node.argument, question) ??
      awaitedClient(context, code, node.argument, question)
    )
  if (!isCall(node)) return undefined
  if (memberPath(node.callee) === 'JSON.parse' && node.arguments.length > 0)
    return [{code, node, reason: `${code.show(node)} throws for text that is not JSON`}]
  const effect = outsideCalls(context.facts).effectOf(code.ast, node)
  if (effect && /Sync$/.test(memberPath(node.callee) ?? ''))
    return [{code, node, reason: `${code.show(node)} reaches the ${effect} and throws when that fails`}]
  return undefined
}

/** How a promise can reject, with the way there. */
export function promiseFailure(
  context: DetectorContext,
  code: Code,
  promise: Node,
  question: Question = FULL
): readonly FailureStep[] | undefined {
  const value = unwrap(promise)
  if (value.type === 'NewExpression') return rejectedInside(code, value)
  if (!isCall(value)) return undefined
  const path = memberPath(value.callee) ?? ''
  if (/^Promise\.(?:all|race|any)$/.test(path)) return combined(context, code, value, question)
  if (path === 'Promise.reject') return [{code, node: value, reason: `${code.show(value)} is rejected`}]
  const headed = chainHead(value)
  if (headed) return headed.handled ? undefined : promiseFailure(context, code, headed.head, question)
  const outside = outsideFailure(context, code, value)
  if (outside) return [{code, node: value, reason: outside}]
  const located = calleeOf(context, code, value)?.located
  const steps =
    located && question.depth > 1
      ? canReject(context, located, {...question, depth: question.depth - 1})
      : undefined
  if (!steps) return undefined
  const [next] = steps
  return [
    {code, node: value, reason: next ? `${code.show(value)} leads to ${next.code.at(next.node)}` : ''},
    ...steps
  ]
}

/** `new Promise((resolve, reject) => …)` that uses `reject`. */
function rejectedInside(code: Code, made: NewExpression): readonly FailureStep[] | undefined {
  const [executor] = made.arguments
  if (memberPath(made.callee) !== 'Promise' || !executor || !isFunction(executor)) return undefined
  const [, reject] = executor.params
  const use = reject && code.bindingOf(reject)?.uses.find(one => one.read)?.identifier
  return use && [{code, node: use, reason: `a failure goes to \`${code.text(use)}\``}]
}

/** A member of `Promise.all([…])` that can reject. */
function combined(
  context: DetectorContext,
  code: Code,
  call: CallExpression,
  question: Question
): readonly FailureStep[] | undefined {
  const [list] = call.arguments
  if (list?.type !== 'ArrayExpression') return undefined
  for (const element of list.elements) {
    const steps = element && promiseFailure(context, code, element, question)
    if (steps) return steps
  }
  return undefined
}

/** The promise a chain begins with, and whether a link of it takes the rejection. */
function chainHead(call: CallExpression): {head: Node; handled: boolean} | undefined {
  const callee = unwrap(call.callee)
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined
  const name = callee.property.name
  if (!/^(?:then|catch|finally)$/.test(name)) return undefined
  const handled = name === 'catch' || (name === 'then' && call.arguments.length > 1)
  const inner = unwrap(callee.object)
  const below = isCall(inner) ? chainHead(inner) : undefined
  return {head: below?.head ?? inner, handled: handled || below?.handled === true}
}

/** Why a call that leaves the repository gives a promise that can reject; undefined when that is not known. */
export function outsideFailure(
  context: DetectorContext,
  code: Code,
  call: CallExpression | NewExpression
): string | undefined {
  if (memberPath(call.callee) === 'fetch' && !code.bindingOf(call.callee))
    return `${code.show(call)} rejects when the network fails`
  const value = outsideCalls(context.facts).valueOf(code.ast, call.callee)
  if (!value) return undefined
  const isPromised = /\/promises$/.test(value.package) || value.path.includes('promises')
  if (!isPromised || /^node:timers/.test(value.package)) return undefined
  const effect = outsideCalls(context.facts).effectOf(code.ast, call)
  return effect && `${code.show(call)} reaches the ${effect}, and rejects when that fails`
}

/** How what is awaited fails: it reaches outside of the process through a client. */
function awaitedClient(
  context: DetectorContext,
  code: Code,
  value: Node,
  {guess}: Question
): readonly FailureStep[] | undefined {
  const node = unwrap(value)
  if (!isCall(node)) return undefined
  const effect = outsideCalls(context.facts).effectOf(code.ast, node)
  const from = outsideCalls(context.facts).valueOf(code.ast, node.callee)?.package
  if (from?.startsWith('node:timers')) return undefined
  if (!effect) return guess ? unseen(context, code, node) : undefined
  return [{code, node, reason: `${code.show(node)} reaches the ${effect}, and rejects when that fails`}]
}

const IO =
  /^(?:connect|reconnect|open|send|write|read|fetch|query|request|save|load|publish|flush|execute|exec|download|upload|post|sync|commit|login|authenticate|listen|acquire|push|pull|invoke|dispatch|call|create|update|delete|remove|insert|run|start|find)(?![a-z])/

/** An awaited call of which the code was not seen, and which is named like one that reaches outside. */
function unseen(
  context: DetectorContext,
  code: Code,
  call: CallExpression
): readonly FailureStep[] | undefined {
  if (!IO.test(callName(call) ?? '') || isAttendedInside(call)) return undefined
  if (calleeOf(context, code, call)?.located) return undefined
  return [{code, node: call, reason: `${code.show(call)} is awaited, and a failure of it is not caught`}]
}

function isAttendedInside(call: CallExpression): boolean {
  return chainHead(call)?.handled === true
}

/** A promise that is returned, not awaited, and that can reject: no `catch` around it sees that. */
function failingReturn(
  context: DetectorContext,
  code: Code,
  fn: FunctionNode,
  question: Question
): readonly FailureStep[] | undefined {
  if (fn.body && fn.body.type !== 'BlockStatement') return promiseFailure(context, code, fn.body, question)
  let found: readonly FailureStep[] | undefined
  walk(fn, node => {
    if (found || (node !== fn && isFunction(node))) return 'skip'
    if (node.type !== 'ReturnStatement' || !node.argument) return undefined
    found = promiseFailure(context, code, node.argument, question)
    return undefined
  })
  return found
}
