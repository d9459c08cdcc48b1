import type {CallExpression, NewExpression, Node} from '@oxc-project/types'
import {isCall} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import {callersOf} from './callees.ts'
import type {Code} from './code.ts'
import {milliseconds, type Timer} from './timers.ts'

/** A promise that a timer settles: `new Promise((resolve, reject) => setTimeout(() => reject(…), ms))`. */
export interface TimedPromise {
  readonly timer: Timer
  readonly made: NewExpression
  readonly executor: FunctionNode
  /** Where else it is settled, or its settlers are given away; in source order. */
  readonly otherEnds: readonly Node[]
}

/** The promise whose executor starts the timer, when the timer's callback settles it. */
export function timedPromise(code: Code, timer: Timer): TimedPromise | undefined {
  const executor = code.functionOf(timer.call)
  const made = executor && code.parentOf(executor)
  if (!executor || made?.type !== 'NewExpression' || memberPath(made.callee) !== 'Promise') return undefined
  const settlers = executor.params.flatMap(parameter => code.bindingOf(parameter as Node) ?? [])
  const uses = settlers.flatMap((binding: Binding) => binding.uses.map(use => use.identifier))
  const inTimer = (node: Node) => timer.callback !== undefined && contains(timer.callback, node)
  if (!uses.some(inTimer)) return undefined
  const otherEnds = uses
    .filter(use => !inTimer(use) && !isInstead(code, use, timer, executor))
    .sort((a, b) => a.start - b.start)
  return {timer, made, executor, otherEnds}
}

/** Whether an end is called by the executor itself, on ways that do not start the timer. */
function isInstead(code: Code, use: Node, timer: Timer, executor: FunctionNode): boolean {
  const call = code.parentOf(use)
  if (!isCall(call) || call.callee !== use || code.functionOf(call) !== executor) return false
  return !wayTo(executor, timer.call, call) && !wayTo(executor, call, timer.call)
}

/** A `Promise.race` in which a promise takes part. */
export interface Race {
  readonly code: Code
  readonly call: CallExpression
  /** The member of the list that stands for the promise. */
  readonly entrant: Node
  /** As far as this race shows it. */
  readonly delayMs: number | undefined
}

/** The races of a timed promise: named there, held in a variable, or made by a function that is called there. */
export function racesOf(context: DetectorContext, code: Code, promise: TimedPromise): Race[] {
  const {made, timer} = promise
  const own = entrantsOf(code, made).flatMap(entrant => raceAt(code, entrant, timer.delayMs))
  const maker = makerOf(code, made)
  if (!maker) return own
  const called = callersOf(context, {code, fn: maker}).flatMap(caller => {
    const delayMs = timer.delayMs ?? givenDelay(caller.code, caller.call, maker, timer)
    return entrantsOf(caller.code, caller.call).flatMap(entrant => raceAt(caller.code, entrant, delayMs))
  })
  return [...own, ...called]
}

/** The promise where it is made, and each read of the variable it is put into. */
function entrantsOf(code: Code, made: Node): Node[] {
  const holder = code.parentOf(made)
  if (holder?.type !== 'VariableDeclarator' || holder.id.type !== 'Identifier') return [made]
  const uses = code.bindingOf(holder.id)?.uses ?? []
  return uses.filter(use => use.read).map(use => use.identifier)
}

function raceAt(code: Code, entrant: Node, delayMs: number | undefined): Race[] {
  const list = code.parentOf(entrant)
  const call = list && code.parentOf(list)
  if (list?.type !== 'ArrayExpression' || list.elements.length < 2 || !isCall(call)) return []
  return memberPath(call.callee) === 'Promise.race' ? [{code, call, entrant, delayMs}] : []
}

/** The function that returns the promise. */
function makerOf(code: Code, made: Node): FunctionNode | undefined {
  const holder = code.parentOf(made)
  const fn = code.functionOf(made)
  if (!fn || !isFunction(fn)) return undefined
  if (holder?.type === 'ReturnStatement') return fn
  return holder === fn && unwrap(fn.body as Node) === made ? fn : undefined
}

function givenDelay(code: Code, call: CallExpression, maker: FunctionNode, timer: Timer): number | undefined {
  const delay = timer.call.arguments[1]
  const name = delay && unwrap(delay)
  if (name?.type !== 'Identifier') return undefined
  const index = maker.params.findIndex(parameter => {
    const target = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
    return target.type === 'Identifier' && target.name === name.name
  })
  const given = index < 0 ? undefined : call.arguments[index]
  return given && milliseconds(code, given)
}
