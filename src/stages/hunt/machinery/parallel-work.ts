import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import {memberPath} from '../../../syntax/member-path.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'

/** Work that is begun for each member of a list and waited for as a whole. */
export interface ParallelWork {
  /** `Promise.all(…)`. */
  readonly all: CallExpression
  readonly list: Node
  /** What runs for each member. */
  readonly body: Node
  /** Where the turns are: the `map`, or the loop that collects the promises. */
  readonly turns: Node
}

/** All such work of a module, in source order. */
export function parallelWork(code: Code): ParallelWork[] {
  return code.nodes('CallExpression').flatMap(all => {
    if (!/^Promise\.(?:all|allSettled)$/.test(memberPath(all.callee) ?? '')) return []
    const [promises] = all.arguments
    return promises ? workOf(code, all, promises as Node) : []
  })
}

function workOf(code: Code, all: CallExpression, promises: Node): ParallelWork[] {
  const node = unwrap(promises)
  if (isCall(node)) return mapped(node).map(work => ({all, ...work}))
  if (node.type !== 'Identifier') return []
  const binding = code.bindingOf(node)
  const [definition, second] = binding?.definitions ?? []
  if (!definition || second || definition.node.type !== 'VariableDeclarator' || !definition.node.init)
    return []
  const init = unwrap(definition.node.init)
  if (isCall(init)) return mapped(init).map(work => ({all, ...work}))
  return (binding?.uses ?? []).flatMap(({identifier}) => pushed(code, identifier, all))
}

/** `list.map(callback)`, also through `filter` and the like. */
function mapped(call: CallExpression): {list: Node; body: Node; turns: Node}[] {
  const list = receiverOf(call)
  const name = callName(call) ?? ''
  const [body] = call.arguments
  if (!list) return []
  if (/^(?:flat|filter|concat)$/.test(name)) {
    const inner = unwrap(list)
    return isCall(inner) ? mapped(inner) : []
  }
  if (memberPath(call.callee) === 'Array.from' && call.arguments.length === 2)
    return [{list: body as Node, body: call.arguments[1] as Node, turns: call}]
  return /^(?:map|flatMap)$/.test(name) && body ? [{list, body: body as Node, turns: call}] : []
}

/** `promises.push(work(item))` inside a loop that ends before all are waited for. */
function pushed(code: Code, identifier: Node, all: CallExpression): ParallelWork[] {
  const member = code.parentOf(identifier)
  const push = member?.type === 'MemberExpression' ? code.parentOf(member) : undefined
  const [value] = isCall(push) && callName(push) === 'push' ? push.arguments : []
  const loop = value && loopAround(code, push as Node)
  if (!value || !loop || contains(loop.turns, all)) return []
  const body = promiseBehind(code, value as Node, loop.turns)
  return body ? [{all, list: loop.list, body, turns: loop.turns}] : []
}

function loopAround(code: Code, node: Node): {turns: Node; list: Node} | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'ForOfStatement') return {turns: ancestor, list: ancestor.right}
    if (!isFunction(ancestor)) continue
    const call = code.parentOf(ancestor)
    const list = isCall(call) && callName(call) === 'forEach' ? receiverOf(call) : undefined
    return list && {turns: call as Node, list}
  }
  return undefined
}

/** The call behind a pushed value, followed through one variable of the same turn. */
function promiseBehind(code: Code, value: Node, turns: Node): Node | undefined {
  const node = unwrap(value)
  if (node.type !== 'Identifier') return node
  const definition = code.bindingOf(node)?.definitions[0]?.node
  return definition?.type === 'VariableDeclarator' && definition.init && contains(turns, definition)
    ? unwrap(definition.init)
    : undefined
}
