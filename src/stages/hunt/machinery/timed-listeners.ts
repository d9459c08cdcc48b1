import type {CallExpression, Node} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {handlerCode, isSameHandler, listenersOf, type Registration} from './listeners.ts'
import {reachedFrom} from './teardown.ts'

/** A wait that an event or a timer ends, of which the timer leaves the listener. */
export interface TimedListener {
  readonly one: Registration
  /** The removal in the listener itself. */
  readonly own: CallExpression
  readonly timer: CallExpression
  /** What the timer's callback settles. */
  readonly settles: CallExpression
  /** Another removal of the listener. */
  readonly elsewhere: Node | undefined
}

/** `new Promise(resolve => { setTimeout(() => resolve()); bus.on(…) })` where only the listener takes itself off. */
export function timedListeners(context: DetectorContext, code: Code): TimedListener[] {
  const {added, removed} = listenersOf(code)
  return removed.flatMap((own): TimedListener[] => {
    const one = added.find(
      each =>
        each.event === own.event &&
        each.emitter === own.emitter &&
        callName(each.call) !== 'once' &&
        isSameHandler(code, each.handler, own.handler)
    )
    const executor = one && code.functionOf(one.call)
    const listener = one && handlerCode(context, code, one.handler)
    if (!one || !executor || !listener || !isExecutor(code, executor) || !contains(listener, own.call))
      return []
    const timer = timerIn(code, executor)
    const callback = timer && unwrap(timer.arguments[0] as Node)
    if (!timer || !callback || !isFunction(callback)) return []
    const settles = settledIn(code, executor, callback)
    if (!settles) return []
    const others = removed.filter(
      each => each !== own && each.event === one.event && isSameHandler(code, each.handler, one.handler)
    )
    const reached = reachedFrom(context, code, callback)
    const elsewhere =
      others.find(each => !contains(listener, each.call))?.call ??
      reached.find(fn => fn !== callback && contains(fn, own.call))
    return [{one, own: own.call, timer, settles, elsewhere}]
  })
}

function isExecutor(code: Code, fn: FunctionNode): boolean {
  const made = code.parentOf(fn)
  return made?.type === 'NewExpression' && memberPath(made.callee) === 'Promise'
}

function timerIn(code: Code, executor: FunctionNode): CallExpression | undefined {
  return code
    .nodes('CallExpression')
    .find(
      call =>
        callName(call) === 'setTimeout' && call.arguments.length > 1 && code.functionOf(call) === executor
    )
}

/** The call of a parameter of the executor in the timer's callback. */
function settledIn(code: Code, executor: FunctionNode, callback: FunctionNode): CallExpression | undefined {
  return code.nodes('CallExpression').find(call => {
    const binding = contains(callback, call) ? code.bindingOf(call.callee) : undefined
    return binding?.owner === executor && binding.definitions[0]?.kind === 'parameter'
  })
}
