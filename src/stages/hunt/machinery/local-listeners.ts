import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {rootOf} from '../../../syntax/root-of.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains, pausesOf} from './awaits.ts'
import type {Code} from './code.ts'
import {listenersOf, type Registration} from './listeners.ts'
import {initialValue} from './promise.ts'
import {functionOfBinding} from './resolve.ts'

/** A listener on a parameter that does nothing but note things in variables of the call. */
export interface LocalListener {
  readonly one: Registration
  readonly fn: FunctionNode
  /** A variable of the call that it writes. */
  readonly state: Binding
  /** The last thing the call waits for while it listens. */
  readonly wait: Node
  /** Where it, or all of them, is taken off. */
  readonly removal: Node | undefined
  /** Where the call ends what it listens to. */
  readonly ended: Node | undefined
}

/** Events after which, or with which, what emits them is over. */
const LAST =
  /^'(?:data|readable|end|close|closed|finish|error|exit|message|response|connect|ready|drain|abort|load)'$/

/** Listeners that are of no use once the call that adds them is done. */
export function localListeners(code: Code): LocalListener[] {
  return listenersOf(code).added.flatMap(one => {
    const fn = code.functionOf(one.call)
    if (!fn || callName(one.call) === 'once' || LAST.test(one.event) || hasOptions(one)) return []
    const wait = pausesOf(fn).findLast(pause => pause.start > one.call.end)
    const handler = functionOf(code, one.handler)
    const states = handler ? writtenOnly(code, fn, handler) : []
    const [state] = states
    if (!wait || !state || !isParameter(code, fn, receiverOf(one.call))) return []
    if (states.some(each => isHandedOut(code, fn, each))) return []
    return [{one, fn, state, wait, removal: removalOf(code, one), ended: endOf(code, fn, one)}]
  })
}

function functionOf(code: Code, handler: Node): FunctionNode | undefined {
  if (isFunction(handler)) return handler
  const binding = code.bindingOf(handler)
  return binding && functionOfBinding(binding)
}

function hasOptions({call}: Registration): boolean {
  return call.arguments.length > 2
}

/** A parameter of the function itself, not a part of it. */
function isParameter(code: Code, fn: FunctionNode, receiver: Node | undefined): boolean {
  const binding = receiver && code.bindingOf(unwrap(receiver))
  return binding?.owner === fn && binding.definitions[0]?.kind === 'parameter'
}

/** The variables of `fn` that a handler writes, when each of its statements does nothing else. */
function writtenOnly(code: Code, fn: FunctionNode, handler: FunctionNode): Binding[] {
  const calls = code.nodes('CallExpression').filter(call => contains(handler, call))
  if (calls.some(call => !isPure(code, handler, call))) return []
  const written = [...code.nodes('AssignmentExpression'), ...code.nodes('UpdateExpression')].flatMap(node =>
    contains(handler, node)
      ? [code.bindingOf(rootOf(node.type === 'UpdateExpression' ? node.argument : node.left))]
      : []
  )
  const pushed = calls.flatMap(call =>
    CHANGES.test(callName(call) ?? '') ? [code.bindingOf(rootOf(call.callee))] : []
  )
  const all = [...written, ...pushed]
  const own = all.filter(one => one?.owner === fn && one.definitions[0]?.kind === 'variable')
  return own.length === all.length ? (own as Binding[]) : []
}

const CHANGES = /^(?:push|add|set|delete|unshift)$/
const ASKS = /^(?:includes|has|get|startsWith|endsWith|test|match|now|indexOf|trim)$/

/** A question, a change of a collection, or a call on what the event brings. */
function isPure(code: Code, handler: FunctionNode, call: Node): boolean {
  const name = isCall(call) ? (callName(call) ?? '') : ''
  const owner = isCall(call) ? code.bindingOf(rootOf(call.callee))?.owner : undefined
  return CHANGES.test(name) || ASKS.test(name) || owner === handler
}

/** Whether a variable leaves the call: a collection that is returned or passed on may be read later. */
function isHandedOut(code: Code, fn: FunctionNode, state: Binding): boolean {
  const keeper = code.nodes('ReturnStatement').some(statement => {
    const value =
      code.functionOf(statement) === fn && statement.argument ? unwrap(statement.argument) : undefined
    return !!value && (isFunction(value) || /^(?:Object|Array|New)Expression$/.test(value.type))
  })
  const isPlain = initialValue(code, state.definitions[0]?.name ?? fn).type === 'Literal'
  return keeper || (!isPlain && state.uses.some(use => isWhole(code, use.identifier)))
}

/** Whether the variable itself goes somewhere, and not a part of it. */
function isWhole(code: Code, use: Node): boolean {
  const parent = code.parentOf(use)
  return /^(?:ReturnStatement|CallExpression|NewExpression|Property|ArrayExpression|SpreadElement|AssignmentExpression)$/.test(
    parent?.type ?? ''
  )
}

function removalOf(code: Code, {emitter, event}: Registration): Node | undefined {
  const all = code
    .nodes('CallExpression')
    .find(call => callName(call) === 'removeAllListeners' && code.text(receiverOf(call) ?? call) === emitter)
  return all ?? listenersOf(code).removed.find(one => one.emitter === emitter && one.event === event)?.call
}

const ENDS = /^(?:close|end|destroy|terminate|disconnect|quit|kill|stop|abort|dispose)(?![a-z])/

function endOf(code: Code, fn: FunctionNode, {emitter, call: added}: Registration): Node | undefined {
  return code
    .nodes('CallExpression')
    .find(
      call =>
        call.start > added.end &&
        contains(fn, call) &&
        ENDS.test(callName(call) ?? '') &&
        code.text(receiverOf(call) ?? call) === emitter
    )
}
