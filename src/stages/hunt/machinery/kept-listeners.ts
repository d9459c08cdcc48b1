import type {CallExpression, Class, NewExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isClass} from '../../../syntax/enclosing.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {propertyName} from '../../../syntax/property-name.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {DetectorContext} from '../define-detector.ts'
import {contains} from './awaits.ts'
import {allCode, type Code} from './code.ts'
import {type Injected, injectedValue} from './injected.ts'
import {listenersOf, type Registration} from './listeners.ts'
import {initialValue} from './promise.ts'
import {reachedFrom, type Teardown, teardownsOf} from './teardown.ts'

/** A listener that an instance adds to something it was given, and that its teardown leaves there. */
export interface KeptListener {
  readonly one: Registration
  readonly injected: Injected
  readonly teardown: Teardown
  /** What ends the emitter only when the instance made it itself: the test of that. */
  readonly ownedOnly: Node | undefined
  /** Where the listener, or all of them, is taken off. */
  readonly removal: Node | undefined
  /** Where each teardown ends the emitter itself. */
  readonly ended: Node | undefined
  /** Where an instance is made in a method and given what lives on: `this`, a field or a variable of the module. */
  readonly maker: {readonly code: Code; readonly made: Node} | undefined
  /** The method that adds it, when its name says that the teardown is its counterpart: `start` and `stop`. */
  readonly again: string | undefined
}

/** The listeners that classes with a teardown add to what their constructor was given. */
export function keptListeners(context: DetectorContext, code: Code): KeptListener[] {
  return listenersOf(code).added.flatMap(one => {
    const owner = code.thisOwner(one.call)
    const receiver = receiverOf(one.call)
    if (!isClass(owner) || !receiver || /[oO]nce/.test(callName(one.call) ?? '')) return []
    const [firstTeardown] = teardownsOf(code, owner)
    const injected = firstTeardown && injectedValue(code, owner, receiver)
    return injected ? (kept(context, code, owner, one, injected) ?? []) : []
  })
}

function kept(
  context: DetectorContext,
  code: Code,
  owner: Class,
  one: Registration,
  injected: Injected
): KeptListener | undefined {
  const removal = removalIn(code, owner, one, injected)
  const ends = teardownsOf(code, owner).map(teardown => {
    const fns = reachedFrom(context, code, teardown.fn)
    const end = endsIn(code, fns, injected)
    return {teardown, end, test: end && ownershipTest(code, end, injected)}
  })
  const owned = ends.find(each => each.test)
  const ended = ends.find(each => each.end && !each.test)
  const chosen = owned ?? ends[0]
  if (!chosen) return undefined
  return {
    one,
    injected,
    teardown: chosen.teardown,
    ownedOnly: owned?.test,
    removal,
    ended: owned ? undefined : ended?.end,
    maker: makerOf(context, code, owner, injected),
    again: counterpartOf(code, one, chosen.teardown.name)
  }
}

const PAIRS: readonly (readonly [RegExp, RegExp])[] = [
  [/^[#_]*start(?![a-z])/i, /^[#_]*stop(?![a-z])/i],
  [/^[#_]*(?:attach|mount)(?![a-z])/i, /^[#_]*(?:detach|unmount)(?![a-z])/i],
  [/^[#_]*(?:connect|open)(?![a-z])/i, /^[#_]*(?:disconnect|close)(?![a-z])/i],
  [/^[#_]*(?:enable|activate)(?![a-z])/i, /^[#_]*(?:disable|deactivate)(?![a-z])/i]
]

/** Whether the listener is added by a method that runs again after the teardown, by their names. */
function counterpartOf(code: Code, one: Registration, teardown: string): string | undefined {
  const fn = code.functionOf(one.call)
  const member = fn && code.parentOf(fn)
  const name = member?.type === 'MethodDefinition' ? propertyName(member) : undefined
  return PAIRS.some(([opens, closes]) => opens.test(name ?? '') && closes.test(teardown)) ? name : undefined
}

function makerOf(
  context: DetectorContext,
  code: Code,
  owner: Class,
  {parameter}: Injected
): KeptListener['maker'] {
  const name = owner.id?.name
  const [first = '', part] = parameter.split('.')
  const made = owner.body.body.find(one => one.type === 'MethodDefinition' && one.kind === 'constructor')
  const parameters = made?.type === 'MethodDefinition' ? made.value.params : []
  const index = parameters.findIndex(
    one =>
      code
        .text(one as Node)
        .replace(/^(?:(?:private|public|protected|readonly)\s+)*/, '')
        .match(/^[\w$]+/)?.[0] === first
  )
  if (name === undefined || index < 0) return undefined
  for (const other of allCode(context)) {
    const found = newsByName(other)
      .get(name)
      ?.find(one => {
        const argument = one.arguments[index]
        const value = argument && (part === undefined ? argument : propertyOf(argument, part))
        return value !== undefined && livesOn(other, value) && isInMethod(other, one)
      })
    if (found) return {code: other, made: found}
  }
  return undefined
}

const news = new WeakMap<Code, ReadonlyMap<string, readonly NewExpression[]>>()

/** Instances are asked for by class, so gathered once for each module. */
function newsByName(code: Code): ReadonlyMap<string, readonly NewExpression[]> {
  const known = news.get(code)
  if (known) return known
  const byName = new Map<string, NewExpression[]>()
  for (const one of code.nodes('NewExpression')) {
    const name = callName(one)
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), one])
  }
  news.set(code, byName)
  return byName
}

function propertyOf(argument: Node, name: string): Node | undefined {
  if (argument.type !== 'ObjectExpression') return undefined
  const property = argument.properties.find(one => propertyName(one) === name)
  return property?.type === 'Property' ? property.value : undefined
}

function livesOn(code: Code, value: Node): boolean {
  const inner = unwrap(value)
  if (inner.type === 'ThisExpression') return true
  if (inner.type === 'MemberExpression') return memberPath(inner)?.startsWith('this.') ?? false
  return inner.type === 'Identifier' && (code.bindingOf(inner)?.moduleLevel ?? false)
}

function isInMethod(code: Code, made: Node): boolean {
  const fn = code.functionOf(made)
  const member = fn && code.parentOf(fn)
  return fn !== undefined && !(member?.type === 'MethodDefinition' && member.kind === 'constructor')
}

/** The same function taken off by one of the emitter's names, or all listeners. */
function removalIn(code: Code, owner: Class, one: Registration, {names}: Injected): Node | undefined {
  const isMade = isFunction(one.handler) || isCall(one.handler)
  const same = listenersOf(code).removed.find(
    each => !isMade && contains(owner, each.call) && code.text(each.handler) === code.text(one.handler)
  )
  return (
    same?.call ??
    code.nodes('CallExpression').find(call => {
      if (callName(call) !== 'removeAllListeners' || !contains(owner, call)) return false
      return names.has(lastName(receiverOf(call)) ?? '')
    })
  )
}

function lastName(node: Node | undefined): string | undefined {
  const inner = node && unwrap(node)
  if (inner?.type === 'Identifier') return inner.name
  return inner && propertyName(inner)
}

const ENDS = /^(?:close|end|quit|destroy|disconnect|terminate|stop|kill|shutdown|dispose|release|abort)$/

function endsIn(code: Code, fns: readonly FunctionNode[], {names}: Injected): CallExpression | undefined {
  return code.nodes('CallExpression').find(call => {
    if (!ENDS.test(callName(call) ?? '') || !fns.some(fn => contains(fn, call))) return false
    const receiver = receiverOf(call)
    const last = lastName(receiver)
    if (last !== undefined && names.has(last)) return true
    const made = receiver && initialValue(code, receiver)
    return (
      made !== undefined && names.has(lastName(made.type === 'AwaitExpression' ? made.argument : made) ?? '')
    )
  })
}

/** A test around the end that asks whether the emitter is the instance's own. */
function ownershipTest(code: Code, end: Node, {names}: Injected): Node | undefined {
  for (const ancestor of code.ancestorsOf(end)) {
    if (isFunction(ancestor)) return undefined
    const test =
      ancestor.type === 'IfStatement'
        ? ancestor.test
        : ancestor.type === 'LogicalExpression'
          ? ancestor.left
          : undefined
    if (test && !contains(test, end) && isAboutOwning(test, names)) return test
  }
  return undefined
}

function isAboutOwning(test: Node, names: ReadonlySet<string>): boolean {
  const node = unwrap(test)
  if (node.type === 'UnaryExpression') return isAboutOwning(node.argument, names)
  if (node.type === 'LogicalExpression')
    return isAboutOwning(node.left, names) || isAboutOwning(node.right, names)
  if (node.type === 'BinaryExpression')
    return [node.left, node.right].every(side => names.has(lastName(side as Node) ?? ''))
  return /own|share|extern|inject|provided|borrow|foreign/i.test(memberPath(node) ?? '')
}

/** A listener added to what a pool lends, and not taken off before it goes back. */
export interface PooledListener {
  readonly one: Registration
  readonly taken: Node
  readonly back: Node
}

/** `client.on(…)` between `pool.connect()` and `client.release()`. */
export function pooledListeners(code: Code): PooledListener[] {
  const {added, removed} = listenersOf(code)
  return added.flatMap(one => {
    const receiver = receiverOf(one.call)
    const taken = receiver?.type === 'Identifier' ? lentBy(code, receiver) : undefined
    const binding = receiver && code.bindingOf(receiver)
    if (!taken || !binding || callName(one.call) === 'once') return []
    const uses = binding.uses.map(use => use.identifier)
    const isOn = (call: CallExpression) => uses.some(use => receiverOf(call) === use)
    const back = code.nodes('CallExpression').find(call => callName(call) === 'release' && isOn(call))
    const off =
      removed.some(each => isOn(each.call) && each.event === one.event) ||
      code.nodes('CallExpression').some(call => callName(call) === 'removeAllListeners' && isOn(call))
    return back && !off && code.functionOf(back) === code.functionOf(one.call) ? [{one, taken, back}] : []
  })
}

function lentBy(code: Code, receiver: Node): Node | undefined {
  const made = initialValue(code, receiver)
  const call = made.type === 'AwaitExpression' ? unwrap(made.argument) : undefined
  if (!isCall(call) || !/^(?:connect|acquire|getConnection|borrow|checkout)$/.test(callName(call) ?? ''))
    return undefined
  return /pool$/i.test(memberPath(receiverOf(call) ?? call) ?? '') ? call : undefined
}
