import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'

/** Code that runs once for each member of a list. */
export interface Turns {
  /** The loop, or the call of `map` and the like. */
  readonly node: Node
  readonly body: Node
  /** What is iterated over. */
  readonly list: Node
  /** Whether all turns begin before the first has ended: under `Promise.all`. */
  readonly parallel: boolean
  /** The member, what is taken out of it, and what is made of those inside the turn. */
  readonly items: ReadonlySet<Binding>
}

const ITERATES = /^(?:map|flatMap|forEach|filter|each|mapSeries|eachSeries|some|every|find)$/

/** The nearest turns around a node, through callbacks that run within one; undefined in none. */
export function turnsAround(code: Code, node: Node): Turns | undefined {
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'ForOfStatement' && ancestor.body === child)
      return turns(code, ancestor, ancestor.body, ancestor.right, ancestor.left, false)
    if (isFunction(ancestor)) {
      const call = code.parentOf(ancestor)
      const iteration = isCall(call) ? iterationOf(code, call, ancestor) : undefined
      if (iteration) return iteration
      if (!isRunInPlace(call, ancestor)) return undefined
    }
    child = ancestor
  }
  return undefined
}

/** An IIFE or the callback of a helper that runs it as part of the turn: `limit(() => …)`, `retry(async () => …)`. */
function isRunInPlace(call: Node | undefined, fn: FunctionNode): boolean {
  if (!isCall(call)) return false
  if (unwrap(call.callee) === fn) return true
  return (
    call.arguments.includes(fn as never) &&
    !/^(?:on|once|addEventListener|addListener|set(?:Timeout|Interval|Immediate)|nextTick|subscribe|use|get|post|then)$/.test(
      callName(call) ?? 'on'
    )
  )
}

function iterationOf(code: Code, call: CallExpression, fn: FunctionNode): Turns | undefined {
  const receiver = receiverOf(call)
  if (!receiver || call.arguments[0] !== (fn as never) || !ITERATES.test(callName(call) ?? ''))
    return undefined
  const [parameter] = fn.params
  return turns(code, call, fn, receiver, parameter as Node | undefined, isAwaitedTogether(code, call))
}

const TOGETHER = /^(?:Promise|Bluebird)\.(?:all|allSettled|any|race)$/

/** Whether a list of promises is waited for as a whole, at once or through a variable. */
export function isAwaitedTogether(code: Code, list: Node): boolean {
  let value = list
  for (const ancestor of code.ancestorsOf(list)) {
    if (isCall(ancestor)) {
      if (ancestor.arguments.includes(value as never)) return TOGETHER.test(memberPath(ancestor.callee) ?? '')
      if (!/^(?:flat|filter|concat)$/.test(callName(ancestor) ?? '')) return false
    } else if (ancestor.type === 'VariableDeclarator') {
      const uses = code.bindingOf(ancestor.id)?.uses ?? []
      return uses.some(({identifier, read}) => read && isArgumentOfAll(code, identifier))
    } else if (
      !['SpreadElement', 'ArrayExpression', 'MemberExpression'].includes(ancestor.type) &&
      unwrap(ancestor) === ancestor
    )
      return false
    value = ancestor
  }
  return false
}

/** Whether a variable is given to `Promise.all` as it is, or spread into its list. */
export function isArgumentOfAll(code: Code, identifier: Node): boolean {
  let parent = code.parentOf(identifier)
  if (parent?.type === 'SpreadElement') parent = code.parentOf(parent)
  if (parent?.type === 'ArrayExpression') parent = code.parentOf(parent)
  return isCall(parent) && TOGETHER.test(memberPath(parent.callee) ?? '')
}

const known = new WeakMap<Node, ReadonlySet<Binding>>()

function turns(
  code: Code,
  node: Node,
  body: Node,
  list: Node,
  item: Node | undefined,
  parallel: boolean
): Turns {
  const items = known.get(node) ?? itemsOf(code, body, item)
  known.set(node, items)
  return {node, body, list, parallel, items}
}

function itemsOf(code: Code, body: Node, item: Node | undefined): ReadonlySet<Binding> {
  const pattern = item?.type === 'VariableDeclaration' ? item.declarations[0]?.id : item
  const items = new Set(pattern ? bindingsIn(code, pattern) : [])
  for (const {init, id, start, end} of code.nodes('VariableDeclarator'))
    if (init && start >= body.start && end <= body.end && mentions(code, init, items))
      for (const binding of bindingsIn(code, id)) items.add(binding)
  return items
}

/** The names that a pattern binds. */
export function bindingsIn(code: Code, pattern: Node): Binding[] {
  const found: Binding[] = []
  walk(pattern, node => {
    const binding = node.type === 'Identifier' ? code.bindingOf(node) : undefined
    if (binding?.definitions.some(definition => definition.name === node)) found.push(binding)
  })
  return found
}

/** Whether an expression names one of the bindings; functions inside it count. */
export function mentions(code: Code, node: Node, bindings: ReadonlySet<Binding>): boolean {
  let found = false
  walk(node, inner => {
    if (found) return 'skip'
    const binding = inner.type === 'Identifier' ? code.bindingOf(inner) : undefined
    if (binding && bindings.has(binding)) found = true
    return undefined
  })
  return found
}
