import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {initialOf} from './list-length.ts'

/** A step that goes through a whole list, made for each item of a list. */
export interface LinearStep {
  /** `search`: looks an item up; `copy`: makes the list or object anew with one more. */
  readonly kind: 'search' | 'copy'
  readonly node: Node
  /** What the step goes through. */
  readonly list: Node
  /** The loop, or the call that runs the callback for each item. */
  readonly around: Node
  /** What the loop goes through. */
  readonly items: Node
  /** Why the list is as long as the items, as a clause. */
  readonly reason: string
}

/** Every such step of a module, in source order; at most one for each node. */
export function linearSteps(code: Code): LinearStep[] {
  const searches = code.nodes('CallExpression').flatMap(call => search(code, call) ?? [])
  const spreads = code.nodes('SpreadElement').flatMap(node => copy(code, node) ?? [])
  return [...searches, ...spreads].sort((a, b) => a.node.start - b.node.start)
}

const SEARCHES = /^(?:includes|indexOf|lastIndexOf|find|findIndex|some|filter)$/

function search(code: Code, call: CallExpression): LinearStep | undefined {
  const list = receiverOf(call)
  if (!list || !SEARCHES.test(callName(call) ?? '') || unwrap(list).type !== 'Identifier') return undefined
  const loop = loopOver(code, call)
  const binding = loop && code.bindingOf(list)
  if (!loop || !binding || isInside(loop.around, binding)) return undefined
  const reason = sameList(code, list, loop.items) ?? grownIn(code, binding, list, loop)
  return reason === undefined ? undefined : {kind: 'search', node: call, list, ...loop, reason}
}

interface Loop {
  readonly around: Node
  readonly items: Node
}

const EACH = /^(?:forEach|map|filter|flatMap|some|every|find|reduce)$/

/** The innermost loop over a list around a node, or the call that is given the callback around it. */
function loopOver(code: Code, node: Node): Loop | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (ancestor.type === 'ForOfStatement' && contains(ancestor.body, node))
      return {around: ancestor, items: ancestor.right}
    if (isLoop(ancestor)) return undefined
    if (isFunction(ancestor)) {
      const call = code.parentOf(ancestor)
      return isCall(call) ? eachOf(call, ancestor) : undefined
    }
  }
  return undefined
}

function eachOf(call: CallExpression, callback: FunctionNode): Loop | undefined {
  const items = receiverOf(call)
  if (!items || call.arguments[0] !== (callback as never) || !EACH.test(callName(call) ?? ''))
    return undefined
  return {around: call, items}
}

function isInside(around: Node, {definitions}: Binding): boolean {
  const [definition] = definitions
  return !definition || contains(around, definition.name)
}

function sameList(code: Code, list: Node, items: Node): string | undefined {
  const binding = code.bindingOf(list)
  const inner = rootOf(items)
  if (binding && code.bindingOf(inner) === binding)
    return `${code.show(list)} is the list that is gone through`
  const made = initialOf(code, list)
  const root =
    made && isCall(made) && /^(?:map|filter|slice|flatMap|toSorted|sort)$/.test(callName(made) ?? '')
      ? rootOf(made)
      : undefined
  const isDerived =
    root?.type === 'Identifier' &&
    code.bindingOf(root) !== undefined &&
    code.bindingOf(root) === code.bindingOf(inner)
  return isDerived
    ? `${code.show(list)} is made from ${code.show(inner)}, the list that is gone through`
    : undefined
}

/** `rows` of `rows.filter(f).map(g)`. */
function rootOf(node: Node): Node {
  const inner = unwrap(node)
  if (!isCall(inner)) return inner
  const receiver = receiverOf(inner)
  return receiver ? rootOf(receiver) : inner
}

/** A list that begins empty before the loop, and to which the loop pushes. */
function grownIn(code: Code, binding: Binding, list: Node, {around, items}: Loop): string | undefined {
  const made = initialOf(code, list)
  if (made?.type !== 'ArrayExpression' || made.elements.length > 0) return undefined
  const push = binding.uses
    .map(use => code.parentOf(use.identifier))
    .map(member => (member?.type === 'MemberExpression' ? code.parentOf(member) : undefined))
    .find(call => isCall(call) && callName(call) === 'push' && contains(around, call))
  return push && `${code.show(list)} grows by the items of ${code.show(items)} (${code.at(push)})`
}

/** `[...all, item]` or `{...all, [key]: value}` that becomes `all` again: in `reduce`, or by an assignment in a loop. */
function copy(code: Code, spread: Node & {type: 'SpreadElement'}): LinearStep | undefined {
  const literal = code.parentOf(spread)
  const name = unwrap(spread.argument)
  const binding = name.type === 'Identifier' ? code.bindingOf(name) : undefined
  if (!literal || !binding || !isFirst(literal, spread)) return undefined
  const loop = reduced(code, literal, binding) ?? assigned(code, literal, binding)
  if (!loop || isInObjectOfKnownKeys(literal)) return undefined
  const reason = `${code.show(name)} holds what came before from ${code.show(loop.items)}`
  return {kind: 'copy', node: literal, list: name, ...loop, reason}
}

function isFirst(literal: Node, spread: Node): boolean {
  if (literal.type === 'ArrayExpression') return literal.elements[0] === (spread as never)
  return literal.type === 'ObjectExpression' && literal.properties[0] === (spread as never)
}

/** `{...state, done: true}` replaces one known property: the object does not grow. */
function isInObjectOfKnownKeys(literal: Node): boolean {
  if (literal.type !== 'ObjectExpression') return false
  return !literal.properties.some(one => one.type === 'Property' && one.computed)
}

function reduced(code: Code, literal: Node, binding: Binding): Loop | undefined {
  const fn = code.functionOf(literal)
  const call = fn && code.parentOf(fn)
  if (!fn || !isCall(call) || callName(call) !== 'reduce' || call.arguments[0] !== (fn as never))
    return undefined
  if (binding.definitions[0]?.name !== (fn.params[0] as Node | undefined)) return undefined
  const items = receiverOf(call)
  return items && isResult(code, fn, literal) ? {around: call, items} : undefined
}

function isResult(code: Code, fn: FunctionNode, literal: Node): boolean {
  let found = unwrap(fn.body as Node) === literal
  walk(fn, node => {
    if (node.type === 'ReturnStatement' && node.argument && code.functionOf(node) === fn)
      found ||= contains(node.argument, literal) && !isCall(unwrap(node.argument))
  })
  return found
}

function assigned(code: Code, literal: Node, binding: Binding): Loop | undefined {
  const assignment = code.parentOf(literal)
  if (assignment?.type !== 'AssignmentExpression' || code.bindingOf(assignment.left) !== binding)
    return undefined
  const loop = loopOver(code, assignment)
  return loop && !isInside(loop.around, binding) ? loop : undefined
}
