import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {isClass} from '../../../syntax/enclosing.ts'

import {memberPath} from '../../../syntax/member-path.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {type Candidate, type DetectorContext, defineDetector} from '../define-detector.ts'
import {canReject, type FailureStep, GUESSING} from '../machinery/can-reject.ts'
import type {Code} from '../machinery/code.ts'
import {typeOf} from '../machinery/declared-type.ts'
import {dropped, type Judged, located, seen, survived} from '../machinery/detection.ts'
import {commentNear, lower} from '../machinery/intent.ts'
import {isListLike} from '../machinery/list-like.ts'
import {type Located, resolveFunction} from '../machinery/resolve.ts'
import {globalHandler} from '../machinery/unhandled.ts'

/**
 * An async function given to something that drops its promise: an executor, an emitter, a timer, `forEach`.
 *
 * Reported where it can reject. At most one candidate for each hand-over.
 */
export default defineDetector({
  id: 'async-in-void-callback',
  code: 'E2',
  category: 'error-handling',
  precision: 'B',
  kills: {
    'cannot-fail': 'Is all that can fail in it inside a `try` that lets nothing through?',
    'taker-awaits': 'Does what takes the function wait for its promise?',
    'global-handler': 'Does a handler of the process take every rejection and keep it running?'
  },
  judge: judgeModule
})

type Kill = 'cannot-fail' | 'taker-awaits' | 'global-handler'

type Taker = 'executor' | 'listener' | 'timer' | 'each' | 'page'

interface HandOver {
  readonly taker: Taker
  readonly call: CallExpression | NewExpression
  readonly argument: Node
  readonly callback: Located
}

function judgeModule(code: Code, context: DetectorContext): Judged[] {
  const calls = [...code.nodes('CallExpression'), ...code.nodes('NewExpression')]
  return calls
    .sort((a, b) => a.start - b.start)
    .flatMap(call => {
      const handed = handOver(code, context, call)
      const judged = handed && judge(code, context, handed)
      return judged ? [judged] : []
    })
}

/** What the call does with a function, by its name and shape. */
function handOver(
  code: Code,
  context: DetectorContext,
  call: CallExpression | NewExpression
): HandOver | undefined {
  const found = takerOf(call)
  const argument = found && call.arguments[found.at]
  if (!found || !argument || argument.type === 'SpreadElement') return undefined
  const callback = resolveFunction(context, code, argument)
  if (!callback?.fn.async || callback.fn.generator) return undefined
  return {taker: found.taker, call, argument, callback}
}

const TIMERS = /^(?:setTimeout|setInterval|setImmediate|nextTick|queueMicrotask)$/
const LISTENERS = /^(?:on|once|addListener|prependListener|prependOnceListener)$/

function takerOf(call: CallExpression | NewExpression): {taker: Taker; at: number} | undefined {
  const name = callName(call) ?? ''
  if (call.type === 'NewExpression')
    return memberPath(call.callee) === 'Promise' ? {taker: 'executor', at: 0} : undefined
  if (TIMERS.test(name)) return {taker: 'timer', at: 0}
  if (name === 'forEach' && receiverOf(call)) return {taker: 'each', at: 0}
  const [event] = call.arguments
  if (!event || stringValue(event) === undefined || !receiverOf(call)) return undefined
  if (LISTENERS.test(name)) return {taker: 'listener', at: 1}
  return name === 'addEventListener' ? {taker: 'page', at: 1} : undefined
}

function judge(code: Code, context: DetectorContext, handed: HandOver): Judged | undefined {
  const drop = (kill: Kill, reason: string) => dropped(code, handed.argument, kill, reason)
  const {callback, taker} = handed
  const proven = canReject(context, callback)
  const steps =
    proven ??
    canReject(context, callback, GUESSING) ??
    (taker === 'executor' ? anyFailure(callback) : undefined)
  if (!steps)
    return drop(
      'cannot-fail',
      `nothing at ${callback.code.at(callback.fn)} was seen to fail outside of a \`try\``
    )
  const awaits = takerAwaits(code, context, handed)
  if (awaits) return drop('taker-awaits', awaits)
  const handler = taker === 'executor' ? undefined : globalHandler(context)
  if (handler) return drop('global-handler', `${handler.code.at(handler.call)} takes it`)
  return describe(code, handed, steps, proven !== undefined)
}

/** An executor that fails never settles its promise, whatever fails: every awaited call counts. */
function anyFailure({code, fn}: Located): readonly FailureStep[] | undefined {
  const way = wayOut(fn, 'entry', {mayThrow: node => node.type === 'AwaitExpression'}, ['throw'])
  const node = way?.thrownBy
  return node && [{code, node, reason: `${code.show(node)} stands outside of a \`try\``}]
}

function takerAwaits(code: Code, context: DetectorContext, {taker, call}: HandOver): string | undefined {
  const receiver = receiverOf(call)
  if (!receiver || taker === 'executor' || taker === 'timer') return undefined
  const type = typeOf(context, code, receiver)
  if (
    type?.node &&
    isClass(type.node) &&
    !/Emitter|EventTarget/.test(type.code.text(type.node.superClass ?? type.node.body).slice(0, 80))
  )
    return `${code.show(receiver)} is a class of the repository (${type.code.at(type.node)}) and no emitter of Node.js`
  if (taker === 'each' && !isListLike(context, code, receiver))
    return `nothing says that ${code.show(receiver)} is an array`
  if (isAwaited(code, call)) return `what \`${callName(call)}\` gives is awaited (${code.at(call)})`
  return undefined
}

function isAwaited(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  return parent?.type === 'AwaitExpression'
}

const WHAT: Readonly<Record<Taker, string>> = {
  executor: '`new Promise` drops what its executor gives: a rejection of it settles nothing',
  listener: 'an emitter drops what a listener gives',
  timer: 'a timer drops what its callback gives',
  each: '`forEach` drops what its callback gives, and goes on before it is done',
  page: 'an event target drops what a listener gives'
}

function outcome(taker: Taker): string {
  if (taker === 'executor')
    return 'The promise stays pending for ever, and the rejection is unhandled besides.'
  if (taker === 'each') return 'What follows the loop has gone on already, and the rejection is unhandled.'
  return 'Nobody hears of it: the rejection is unhandled.'
}

function describe(code: Code, handed: HandOver, steps: readonly FailureStep[], isProven: boolean): Candidate {
  const {taker, call, argument, callback} = handed
  const name = taker === 'executor' ? 'Promise' : (callName(call) ?? 'call')
  const last = steps.at(-1) as FailureStep
  const isThrow = last.node.type === 'ThrowStatement'
  const excused =
    commentNear(code, call, /no-misused|no-async-promise|fire.?and.?forget|background/i) !== undefined
  const sure = isProven
    ? isThrow && taker !== 'executor'
      ? 'medium'
      : 'high'
    : taker === 'executor'
      ? 'medium'
      : 'low'
  const isParse = isCall(last.node) && memberPath(last.node.callee) === 'JSON.parse'
  const inPage = taker === 'page' || /\.[jt]sx$/.test(code.path)
  const isOwn = callback.code === code && callback.fn === argument
  const first = steps.find(step => step.code === code) ?? last
  return {
    ...located(code, argument),
    startLine: code.line(isOwn ? call : argument),
    endLine:
      isOwn && first.code === code
        ? Math.min(Math.max(code.line(first.node), code.line(argument)), code.line(argument) + 40)
        : code.line(argument),
    symbol: code.symbolOf(call),
    resource: eventOf(call) ?? name,
    title: `a rejection of the async function given to \`${name}\`${eventOf(call) ? ` for \`${eventOf(call)}\`` : ''} has no handler`,
    failureMode: `${WHAT[taker]}. The function is async and can fail: ${last.reason} (${last.code.at(last.node)}).`,
    precondition: isProven ? `${last.reason}.` : `${last.code.show(last.node)} fails once.`,
    failurePath: [
      `\`${name}\` gets an async function (${code.at(argument)}).`,
      ...steps
        .slice(0, 5)
        .map(
          step =>
            `${step.reason.charAt(0).toUpperCase()}${step.reason.slice(1)} (${step.code.at(step.node)}).`
        ),
      outcome(taker)
    ],
    silence:
      taker === 'executor'
        ? 'whoever awaits the promise waits for ever; in Node.js an unhandled rejection ends the process unless a handler takes it.'
        : inPage
          ? 'the console shows an unhandled rejection; the page goes on.'
          : 'Node.js ends the process at an unhandled rejection unless a handler of the process takes it.',
    silent: taker === 'executor' || inPage,
    evidence: [
      seen(code, call, WHAT[taker]),
      seen(callback.code, callback.fn, 'the function is async'),
      seen(last.code, last.node, last.reason)
    ],
    challenged: [
      survived('cannot-fail', `${last.reason} (${last.code.at(last.node)})`),
      survived('taker-awaits', WHAT[taker]),
      survived(
        'global-handler',
        taker === 'executor'
          ? 'no handler settles the promise'
          : 'no handler of `unhandledRejection` that keeps the process running was found'
      )
    ],
    likelihood: isProven || taker === 'executor' ? 2 : 1,
    spread: inPage ? 1 : taker === 'executor' ? 2 : 3,
    confidence: excused || inPage || isParse ? lower(sure) : sure,
    fix:
      taker === 'executor'
        ? 'leave out `new Promise` around the async function, or catch in it and `reject`.'
        : taker === 'each'
          ? 'use `for … of` with `await`, or `await Promise.all(… .map(…))`.'
          : 'put the body in a `try`, and handle the failure there.',
    falsifiedBy: `a failure of ${last.code.show(last.node)} that ends in a handler.`
  }
}

function eventOf(call: CallExpression | NewExpression): string | undefined {
  const [event] = call.arguments
  const text = isCall(call) && event ? stringValue(event) : undefined
  return text?.replaceAll('/', '-')
}
