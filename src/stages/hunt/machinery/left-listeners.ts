import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall} from '../../../syntax/call-name.ts'
import {wayTo} from '../../../syntax/control-flow/ways.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {handlerCode, isSameHandler, listenersOf, type Registration} from './listeners.ts'
import {functionOfBinding} from './resolve.ts'
import {reachedFrom} from './teardown.ts'

/** A listener that is added again before it is taken off. */
export interface AddedAgain {
  readonly added: Registration
  /** The removal that stands on another branch. */
  readonly removal: Registration
  /** The call of the function that adds it, or the addition itself where a loop turns. */
  readonly again: Node
  /** Undefined when each way there takes it off first. */
  readonly way: boolean
}

/** Listeners whose removal stands on one branch, while another branch adds them again. */
export function addedAgain(code: Code): AddedAgain[] {
  const {added, removed} = listenersOf(code)
  return removed.flatMap(removal => {
    const addition = added.find(one => isOf(code, one, removal))
    const fn = addition && code.functionOf(addition.call)
    if (!addition || !fn) return []
    return byCall(code, addition, removal, fn) ?? byLoop(code, addition, removal, fn) ?? []
  })
}

function isOf(code: Code, one: Registration, other: Registration): boolean {
  return (
    one.event === other.event &&
    one.emitter === other.emitter &&
    isSameHandler(code, one.handler, other.handler)
  )
}

/** The function that adds it is called again, from the function that has the removal on one of its branches. */
function byCall(
  code: Code,
  added: Registration,
  removal: Registration,
  fn: FunctionNode
): AddedAgain | undefined {
  const around = code.functionOf(removal.call)
  if (!around || around === fn || !contains(fn, removal.call) || !isConditional(code, removal.call, around))
    return undefined
  const again = callsInside(code, around).find(call => calls(code, call, fn))
  if (!again) return undefined
  const stops = (node: Node) => removesIn(code, node, removal)
  return {added, removal, again, way: wayTo(around, 'entry', again, {stops}) !== undefined}
}

function callsInside(code: Code, fn: FunctionNode): CallExpression[] {
  return code.nodes('CallExpression').filter(call => contains(fn, call) && code.functionOf(call) === fn)
}

function calls(code: Code, call: CallExpression, fn: FunctionNode): boolean {
  const binding = call.callee.type === 'Identifier' ? code.bindingOf(call.callee) : undefined
  return binding !== undefined && functionOfBinding(binding) === fn
}

function isConditional(code: Code, node: Node, until: Node): boolean {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor === until) return false
    if (ancestor.type === 'IfStatement' || ancestor.type === 'ConditionalExpression') return true
  }
  return false
}

/** A loop adds it in each round, and takes it off in some. */
function byLoop(
  code: Code,
  added: Registration,
  removal: Registration,
  fn: FunctionNode
): AddedAgain | undefined {
  const loop = [...code.ancestorsOf(added.call)].find(one => isLoop(one) || one === fn)
  if (!loop || loop === fn || !contains(loop, removal.call) || code.functionOf(removal.call) !== fn)
    return undefined
  if (removal.call.start < added.call.start || isDeclaredIn(code, added.handler, loop)) return undefined
  const stops = (node: Node) => removesIn(code, node, removal)
  return {
    added,
    removal,
    again: added.call,
    way: wayTo(fn, added.call, added.call, {stops, mayThrow: () => false}) !== undefined
  }
}

/** A function that each round makes anew is added to an emitter that each round may make anew as well. */
function isDeclaredIn(code: Code, handler: Node, loop: Node): boolean {
  const [definition] = code.bindingOf(handler)?.definitions ?? []
  return definition !== undefined && contains(loop, definition.name)
}

function removesIn(code: Code, node: Node, removal: Registration): boolean {
  if (!isCall(node)) return false
  if (callName(node) === 'removeAllListeners') return true
  return listenersOf(code).removed.some(one => contains(node, one.call) && isOf(code, one, removal))
}

/** Two listeners that wait for the same thing, of which one takes the other off and not the other way round. */
export interface SiblingStays {
  /** The listener that is left behind. */
  readonly left: Registration
  /** The listener that fires and does not take it off. */
  readonly fired: Registration
  /** Where the one that is left takes off the other. */
  readonly counterpart: Registration
  /** Another place that takes off the one that is left. */
  readonly elsewhere: Node | undefined
  /** Whether the listener that fires ends a wait: it fires once, settles something, or calls what the other calls. */
  readonly waits: boolean
}

/** Pairs of listeners that one function adds to one emitter. */
export function siblingsThatStay(context: DetectorContext, code: Code): SiblingStays[] {
  const {added, removed} = listenersOf(code)
  return removed.flatMap(counterpart => {
    const fired = added.find(
      one => one.event === counterpart.event && isSameHandler(code, one.handler, counterpart.handler)
    )
    const left =
      fired &&
      added.find(
        one =>
          one !== fired &&
          one.emitter === fired.emitter &&
          one.event !== fired.event &&
          code.functionOf(one.call) === code.functionOf(fired.call) &&
          isInside(context, code, counterpart.call, one)
      )
    const firedCode = fired && handlerCode(context, code, fired.handler)
    if (!fired || !left || !firedCode || isInside(context, code, counterpart.call, fired)) return []
    const reached = reachedFrom(context, code, firedCode)
    if (reached.some(fn => takesOff(code, fn, left))) return []
    const elsewhere = removed.find(
      one =>
        one.event === left.event &&
        isSameHandler(code, one.handler, left.handler) &&
        !isInside(context, code, one.call, left)
    )
    const leftCode = handlerCode(context, code, left.handler)
    const waits = callName(fired.call) === 'once' || endsWait(code, firedCode, leftCode)
    return [{left, fired, counterpart, elsewhere: elsewhere?.call, waits}]
  })
}

const SETTLES = /^(?:resolve\w*|reject\w*|done|callback|cb|next|finish\w*|settle\w*|complete\w*|fail\w*)$/i

/** Whether a listener settles something, takes itself off, or calls what the other one calls as well. */
function endsWait(code: Code, fired: FunctionNode, left: FunctionNode | undefined): boolean {
  const shared = new Set(left && namesCalled(code, left))
  return namesCalled(code, fired).some(
    name => SETTLES.test(name) || shared.has(name) || /^(?:off|remove(?:Event)?Listener)$/.test(name)
  )
}

function namesCalled(code: Code, fn: FunctionNode): string[] {
  return code.nodes('CallExpression').flatMap(call => (contains(fn, call) ? (callName(call) ?? []) : []))
}

function isInside(context: DetectorContext, code: Code, node: Node, {handler}: Registration): boolean {
  const fn = handlerCode(context, code, handler)
  return fn !== undefined && contains(fn, node)
}

function takesOff(code: Code, fn: FunctionNode, left: Registration): boolean {
  return code.nodes('CallExpression').some(call => {
    if (!contains(fn, call)) return false
    const name = callName(call) ?? ''
    if (/^removeAllListeners$|^(?:cleanup|cleanUp|teardown|unsubscribe|dispose|destroy)/.test(name))
      return true
    return listenersOf(code).removed.some(
      one => one.call === call && isSameHandler(code, one.handler, left.handler)
    )
  })
}
