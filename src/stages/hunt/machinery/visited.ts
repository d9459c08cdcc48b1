import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {isLoop} from '../../../syntax/is-loop.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {type SelfCall, selfCalls} from './recursion.ts'

/** A walk that notes where it has been. */
export interface VisitedWalk {
  readonly set: Binding
  /** `seen.add(node)`. */
  readonly add: CallExpression
  /** Where it goes on: the self-call, or the push to the list that a loop works off. */
  readonly onward: CallExpression
  readonly name: string
  /** Where the set is asked; undefined when it never is. */
  readonly asked: Node | undefined
}

const NAME =
  /^(?:_?(?:seen|visited|visiting|walked|processed|handled|explored|traversed)[A-Z]?\w*|already\w+|\w+(?:Seen|Visited))$/

/** Walks by recursion, or by a loop over a list that grows, that add to a set of what was visited. In source order. */
export function visitedWalks(code: Code): VisitedWalk[] {
  return code.nodes('CallExpression').flatMap(add => {
    const object = receiverOf(add)
    const binding = callName(add) === 'add' && object ? code.bindingOf(object) : undefined
    if (!binding || !NAME.test(binding.name)) return []
    const walk = recursionAround(code, add, binding) ?? loopAround(code, add, binding)
    return walk ? [{...walk, set: binding, add, asked: askedAt(code, binding, add)}] : []
  })
}

/** A recursion that asks what was visited, and notes it only when it comes back. */
export interface LateNote {
  readonly set: Binding
  readonly asked: CallExpression
  readonly add: CallExpression
  readonly onward: CallExpression
  readonly name: string
  /** Another set to which something is added before it goes on. */
  readonly early: Node | undefined
}

/** Walks whose `add` stands after the self-call in the same loop: a circle comes back before anything is noted. */
export function notedLate(code: Code): LateNote[] {
  return selfCalls(code).flatMap((self): LateNote[] => {
    const {fn, call, handed, name} = self
    if (handed) return []
    const on = code.nodes('CallExpression').filter(one => contains(fn, one) && receiverOf(one) !== undefined)
    const adds = on.filter(one => callName(one) === 'add')
    const late = adds.find(one => one.start > call.end && one.arguments[0] !== undefined)
    const set = late && code.bindingOf(receiverOf(late) ?? late)
    if (!late || !set || !outlives(set, self) || loopOf(code, late) !== loopOf(code, call)) return []
    const asked = on.find(
      one =>
        callName(one) === 'has' && one.start < call.start && code.bindingOf(receiverOf(one) ?? one) === set
    )
    const what = code.text(late.arguments[0] as Node)
    if (!asked || !loopOf(code, late) || code.text(asked.arguments[0] ?? asked) !== what) return []
    if (!call.arguments.some(one => code.text(one as Node) === what)) return []
    const early = adds.find(one => one.start < call.start && isSurelyBefore(code, one, call))
    return [{set, asked, add: late, onward: call, name, early}]
  })
}

/** Whether a statement stands in a block around another node, and so runs on each way to it. */
function isSurelyBefore(code: Code, node: Node, later: Node): boolean {
  const statement = code.parentOf(node)
  const block = statement && code.parentOf(statement)
  return block?.type === 'BlockStatement' && contains(block, later)
}

function loopOf(code: Code, node: Node): Node | undefined {
  for (const ancestor of code.ancestorsOf(node)) {
    if (isLoop(ancestor)) return ancestor
    if (isFunction(ancestor)) return undefined
  }
  return undefined
}

type Walk = Pick<VisitedWalk, 'onward' | 'name'>

function recursionAround(code: Code, add: CallExpression, set: Binding): Walk | undefined {
  const self = selfCalls(code).find(one => !one.handed && contains(one.fn, add) && outlives(set, one))
  return self && {onward: self.call, name: self.name}
}

/** Whether the set is made outside of the function, or passed on by the self-call. */
function outlives({definitions, name}: Binding, {fn, call}: SelfCall): boolean {
  const [definition] = definitions
  if (!definition) return false
  if (definition.kind === 'parameter')
    return call.arguments.some(
      one => unwrap(one as Node).type === 'Identifier' && (one as {name?: string}).name === name
    )
  return !contains(fn, definition.name)
}

/** `for (let x = open.pop(); …)` and `while (open.length)` whose body pushes to `open` and adds to the set. */
function loopAround(code: Code, add: CallExpression, set: Binding): Walk | undefined {
  for (const loop of code.ancestorsOf(add)) {
    if (!isLoop(loop)) continue
    if (contains(loop, set.definitions[0]?.name ?? loop)) return undefined
    const push = pushInto(code, loop)
    if (push) return {onward: push, name: code.symbolOf(loop)}
  }
  return undefined
}

/** A push to the list from which the same loop takes. */
function pushInto(code: Code, loop: Node): CallExpression | undefined {
  const inside = code.nodes('CallExpression').filter(call => contains(loop, call))
  const takes = inside.filter(call => /^(?:pop|shift)$/.test(callName(call) ?? ''))
  return inside.find(call => {
    const list = receiverOf(call)
    if (!list || !/^(?:push|unshift)$/.test(callName(call) ?? '')) return false
    return takes.some(take => code.text(receiverOf(take) ?? take) === code.text(list))
  })
}

/** A use of the set that can tell whether something is in it: `has`, its size, an iteration, or code elsewhere. */
function askedAt(code: Code, set: Binding, add: CallExpression): Node | undefined {
  return set.uses
    .map(use => use.identifier)
    .find(use => {
      const parent = code.parentOf(use)
      if (!parent || contains(add, use) || isOwnArgument(code, parent, use)) return false
      if (parent.type === 'VariableDeclarator' || parent.type === 'AssignmentPattern') return false
      return !(parent.type === 'MemberExpression' && isAdd(code.parentOf(parent)))
    })
}

function isAdd(node: Node | undefined): boolean {
  return isCall(node) && callName(node) === 'add'
}

/** Whether a use is only passed to a self-call. */
function isOwnArgument(code: Code, parent: Node, use: Node): boolean {
  if (!isCall(parent) || !parent.arguments.includes(use as never)) return false
  return selfCalls(code).some(one => one.call === parent) || callsHolder(code, parent, use)
}

/** The first call, `walk(root, new Set())` given the set by a caller that only makes it. */
function callsHolder(code: Code, call: CallExpression, use: Node): boolean {
  const binding = code.bindingOf(use)
  const fn: FunctionNode | undefined = code.functionOf(call)
  return (
    binding?.owner === fn &&
    selfCalls(code).some(one => code.text(one.call.callee) === code.text(call.callee))
  )
}
