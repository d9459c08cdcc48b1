import type {CallExpression, Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
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
