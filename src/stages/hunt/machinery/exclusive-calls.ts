import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {wayOut} from '../../../syntax/control-flow/ways.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {stringValue} from '../../../syntax/string-value.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import type {Code} from './code.ts'
import {functionOfBinding} from './resolve.ts'
import type {Settler} from './settlers.ts'

/** A call after which the settler has run, or is bound to run. */
export interface Settling {
  readonly node: CallExpression
  /** The function whose control flow holds the call. */
  readonly fn: FunctionNode
  /** `called`: right there; `handed`: given away, or called by a function that is; `wrapped`: by a function that calls it. */
  readonly how: 'called' | 'handed' | 'wrapped'
  /** Where the settler itself is called or named. */
  readonly at: Node
  /** Whether it is not the only function that the called name may stand for. */
  readonly perhaps: boolean
}

/** The calls by which a settler is bound to run, nested callbacks and wrappers included; in source order. */
export function settlingsOf(code: Code, settler: Settler): readonly Settling[] {
  const found = new Map<Node, Settling>()
  const queue = settler.bindings.flatMap(binding => directSettlings(code, settler, binding))
  const holders = new Set<FunctionNode>()
  for (let next = queue.shift(); next; next = queue.shift()) {
    if (found.has(next.node)) continue
    found.set(next.node, next)
    if (holders.has(next.fn) || next.fn === settler.owner || !settlesAlways(next.fn, found)) continue
    holders.add(next.fn)
    queue.push(...settlingsThrough(code, next))
  }
  return [...found.values()].sort((a, b) => a.node.start - b.node.start)
}

/** Whether each way through a function settles, exceptions left out. */
function settlesAlways(fn: FunctionNode, found: ReadonlyMap<Node, Settling>): boolean {
  const limits = {stops: (node: Node) => found.has(node), mayThrow: () => false}
  return wayOut(fn, 'entry', limits, ['return', 'end']) === undefined
}

function directSettlings(code: Code, settler: Settler, binding: Binding): Settling[] {
  return binding.uses.flatMap(({read, identifier}) => {
    const call = read ? settler.settledBy(code, identifier) : undefined
    const fn = call && code.functionOf(call)
    if (call && fn) return [{node: call, fn, how: 'called', at: identifier, perhaps: false} as const]
    // A response is given to what logs or inspects it as well; a function is given away to be called.
    return read && settler.kind !== 'response' ? handedOver(code, identifier, identifier) : []
  })
}

/** Names of calls that keep, drop or look at a function without running it, or run it for each element. */
const KEEPS =
  /^(?:on|off|once|emit|add|remove|delete|push|unshift|set|has|get|includes|indexOf|clear|unsubscribe|subscribe|bind|is|assert|promisify|wrap|ensure|validate|check|maybe|debug|log|warn|error|trace|info|inspect|register|forEach|map|filter|some|every|reduce|flatMap|find|sort|each|use|before|after|catch|finally|tap)(?![a-z])/
const REGISTERS = /^(?:on|once|addListener)$/
const ENDS = /^(?:end|finish|close|exit)$/

/** A function given away as the last argument of a call whose result nobody needs. */
function handedOver(code: Code, given: Node, at: Node, perhaps = false): Settling[] {
  const call = code.parentOf(given)
  if (!isCall(call) || !isUnused(code, call) || !isRun(call, given)) return []
  const fn = code.functionOf(call)
  return fn ? [{node: call, fn, how: 'handed', at, perhaps}] : []
}

function isRun(call: CallExpression, given: Node): boolean {
  const name = callName(call) ?? ''
  const [first, second] = call.arguments
  if (REGISTERS.test(name)) return second === (given as never) && ENDS.test(stringValue(first) ?? '')
  if (/^(?:setTimeout|setImmediate|nextTick|queueMicrotask|defer)$/.test(name))
    return first === (given as never)
  if (name === 'then') return first === (given as never) && !second
  return call.arguments.at(-1) === (given as never) && !KEEPS.test(name)
}

/** Whether the result of a call is dropped or only handed back. */
function isUnused(code: Code, call: Node): boolean {
  const parent = code.parentOf(call)
  switch (parent?.type) {
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ArrowFunctionExpression':
      return true
    case 'AwaitExpression':
    case 'ChainExpression':
      return isUnused(code, parent)
    case 'UnaryExpression':
      return parent.operator === 'void' && isUnused(code, parent)
    case 'MemberExpression': {
      const outer = code.parentOf(parent)
      return (
        isCall(outer) &&
        outer.callee === parent &&
        /^(?:then|catch|finally|on|once)$/.test(callName(outer) ?? '')
      )
    }
    case 'VariableDeclarator':
      return /^(?:setTimeout|setImmediate)$/.test(isCall(call) ? (callName(call) ?? '') : '')
    default:
      return false
  }
}

/** What follows from a function that always settles: the call it is given to, and each call of its name. */
function settlingsThrough(code: Code, inner: Settling): Settling[] {
  const {fn} = inner
  const perhaps = inner.perhaps
  const called = namedAs(code, fn)
  if (!called) return handedOver(code, fn, inner.at, perhaps)
  const {binding, sure} = called
  return binding.uses.flatMap(({read, identifier}) => {
    const parent = code.parentOf(identifier)
    if (!read || !parent) return []
    const outer = isCall(parent) && unwrap(parent.callee) === identifier ? code.functionOf(parent) : undefined
    if (outer && isCall(parent) && outer !== fn)
      return [{node: parent, fn: outer, how: 'wrapped', at: inner.at, perhaps: perhaps || !sure} as const]
    return handedOver(code, identifier, inner.at, perhaps || !sure)
  })
}

/** The variable or declaration that holds a function, and whether it holds no other. */
function namedAs(code: Code, fn: FunctionNode): {binding: Binding; sure: boolean} | undefined {
  const parent = code.parentOf(fn)
  const name =
    fn.type === 'FunctionDeclaration'
      ? fn.id
      : parent?.type === 'VariableDeclarator'
        ? parent.id
        : parent?.type === 'AssignmentExpression'
          ? parent.left
          : undefined
  const binding = name?.type === 'Identifier' ? code.bindingOf(name) : undefined
  return binding && {binding, sure: functionOfBinding(binding) === fn}
}

/** What a call is called on at the very start of its chain: `res` of `res.status(1).send(x)`. */
export function chainRoot(call: CallExpression): Node | undefined {
  const receiver = receiverOf(call)
  const inner = receiver && unwrap(receiver)
  return isCall(inner) ? chainRoot(inner) : inner
}

const PER_ELEMENT =
  /^(?:forEach|map|filter|some|every|reduce|flatMap|each|eachSeries|eachLimit|eachOf|forEachSeries|setInterval)$/

/** Whether a function is run once for each element of something; the last of two functions is what runs at the end. */
export function isPerElement(code: Code, fn: FunctionNode): boolean {
  const call = code.parentOf(fn)
  if (!isCall(call) || !PER_ELEMENT.test(callName(call) ?? '')) return false
  const index = call.arguments.indexOf(fn as never)
  const isFinal = call.arguments.slice(0, index).some(one => !isValue(one))
  return index >= 0 && !isFinal
}

/** Anything but a function, bound or not. */
function isValue(argument: Node): boolean {
  const node = unwrap(argument)
  if (isCall(node) && callName(node) === 'bind') return false
  return !isFunction(node)
}
