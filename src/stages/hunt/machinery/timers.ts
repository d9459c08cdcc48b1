import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {isPlace, type Place, placeOf} from './place.ts'

/** A call of `setTimeout` or `setInterval` of the runtime. */
export interface Timer {
  readonly call: CallExpression
  readonly kind: 'timeout' | 'interval'
  readonly callback: Node | undefined
  /** Undefined when it is not a number that the module shows. */
  readonly delayMs: number | undefined
  /** What the handle is stored in; undefined where it is dropped, or given to somebody else. */
  readonly place: Place | undefined
  /** Whether nobody gets the handle. */
  readonly dropped: boolean
  /** Whether it is unreferenced on the spot. */
  readonly unref: boolean
}

const known = new WeakMap<Code, readonly Timer[]>()

/** The timers that a module starts, in source order. The promise forms of `node:timers/promises` are none. */
export function timersOf(code: Code): readonly Timer[] {
  const timers = known.get(code) ?? code.nodes('CallExpression').flatMap(call => timerOf(code, call) ?? [])
  known.set(code, timers)
  return timers
}

function timerOf(code: Code, call: CallExpression): Timer | undefined {
  const name = callName(call)
  if ((name !== 'setTimeout' && name !== 'setInterval') || !isOfRuntime(code, call)) return undefined
  const [callback, delay] = call.arguments
  const outer = afterUnref(code, call)
  const holder = code.parentOf(outer)
  const place = holder && placeOfHandle(code, holder)
  return {
    call,
    kind: name === 'setTimeout' ? 'timeout' : 'interval',
    callback: callback && unwrap(callback),
    delayMs: delay ? milliseconds(code, delay) : 0,
    place,
    dropped: !place && isDropped(outer, holder),
    unref: outer !== call
  }
}

/** `setTimeout(f, 1).unref()` is what holds the handle. */
function afterUnref(code: Code, call: Node): Node {
  const member = code.parentOf(call)
  if (member?.type === 'ChainExpression') return afterUnref(code, member)
  if (member?.type !== 'MemberExpression' || propertyName(member) !== 'unref') return call
  const outer = code.parentOf(member)
  return isCall(outer) ? outer : call
}

function isDropped(outer: Node, holder: Node | undefined): boolean {
  if (holder?.type === 'ExpressionStatement') return true
  if (holder?.type === 'UnaryExpression') return holder.operator === 'void'
  return holder?.type === 'ArrowFunctionExpression' && holder.body === outer
}

function placeOfHandle(code: Code, holder: Node): Place | undefined {
  if (holder.type === 'VariableDeclarator') return placeOf(code, holder.id)
  if (holder.type === 'AssignmentExpression') return placeOf(code, holder.left)
  return undefined
}

/** `setTimeout`, `window.setTimeout`, `timers.setTimeout`; no name that the module binds to something else. */
function isOfRuntime(code: Code, call: CallExpression): boolean {
  const receiver = receiverOf(call)
  if (receiver) return /^(?:window|globalThis|self|global|timers)$/i.test(memberPath(receiver) ?? '')
  const definition = code.bindingOf(call.callee)?.definitions[0]
  if (!definition) return true
  const declaration = code.parentOf(definition.node)
  return (
    definition.kind === 'import' &&
    declaration?.type === 'ImportDeclaration' &&
    /^(?:node:)?timers$/.test(declaration.source.value)
  )
}

/** Whether a call clears the timer that a place holds. */
export function isClearOf(code: Code, node: Node, place: Place): boolean {
  return (
    isCall(node) &&
    /^clear(?:Timeout|Interval|Immediate|Timer)?(?:Fn)?$/.test(callName(node) ?? '') &&
    node.arguments.some(argument => isPlace(code, argument, place))
  )
}

/** The number of milliseconds that an expression stands for: literals, `*`, `+` and constants of the module. */
export function milliseconds(code: Code, node: Node, depth = 4): number | undefined {
  const value = unwrap(node)
  if (depth === 0) return undefined
  if (value.type === 'Literal') return typeof value.value === 'number' ? value.value : undefined
  if (value.type === 'BinaryExpression') {
    const left = milliseconds(code, value.left, depth - 1)
    const right = milliseconds(code, value.right, depth - 1)
    if (left === undefined || right === undefined) return undefined
    return value.operator === '*' ? left * right : value.operator === '+' ? left + right : undefined
  }
  const binding = value.type === 'Identifier' ? code.bindingOf(value) : undefined
  const [definition, second] = binding?.definitions ?? []
  if (!binding || !definition || second || binding.uses.some(use => use.write && !use.init)) return undefined
  if (definition.node.type !== 'VariableDeclarator' || definition.node.id !== definition.name)
    return undefined
  return definition.node.init ? milliseconds(code, definition.node.init, depth - 1) : undefined
}
