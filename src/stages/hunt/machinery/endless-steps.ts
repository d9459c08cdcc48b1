import type {Node} from '@oxc-project/types'
import {callName, isCall, receiverOf} from '../../../syntax/call-name.ts'
import {isFunction} from '../../../syntax/is-function.ts'
import type {LoopNode} from '../../../syntax/is-loop.ts'
import type {Binding} from '../../../syntax/scopes.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import type {EndlessWay} from './endless-way.ts'

/** Loops that step to where they have been, and loops that go on asking an iterator that has nothing left. */
export function stepWays(code: Code, loop: LoopNode): EndlessWay[] {
  return [...(fixedStep(code, loop) ?? []), ...(exhausted(code, loop) ?? [])]
}

/** `for (let s = node.previous; s; s = node.previous)`: each step gives the same, since nothing changes `node`. */
function fixedStep(code: Code, loop: LoopNode): EndlessWay[] | undefined {
  const fn = code.functionOf(loop)
  if (!fn || loop.type !== 'ForStatement' || loop.update?.type !== 'AssignmentExpression' || !loop.test)
    return undefined
  const {left, right, operator} = loop.update
  const stepped = code.bindingOf(left as Node)
  const value = unwrap(right)
  const root = rootOf(code, value)
  if (!stepped || !root || root === stepped || operator !== '=' || value.type !== 'MemberExpression')
    return undefined
  if (value.computed || !mentions(code, loop.test, stepped) || mentions(code, loop.test, root))
    return undefined
  const moves = changedIn(code, loop.body, [stepped, root])
  const ends = moves && {kind: 'moves-on' as const, at: moves}
  return [
    {
      kind: 'fixed',
      fn,
      loop,
      node: loop.update,
      subject: left as Node,
      ends: ends && {kill: 'moves-on', reason: `the body may change it or leave at ${code.at(ends.at)}`}
    }
  ]
}

function rootOf(code: Code, node: Node): Binding | undefined {
  let root = unwrap(node)
  while (root.type === 'MemberExpression') root = unwrap(root.object)
  return root.type === 'Identifier' ? code.bindingOf(root) : undefined
}

function mentions(code: Code, node: Node, binding: Binding): boolean {
  return binding.uses.some(
    use => contains(node, use.identifier) && code.bindingOf(use.identifier) === binding
  )
}

/** What leaves the loop, pauses it, or may change what it goes by: a use of one of its variables, other than to read a primitive. */
function changedIn(code: Code, body: Node, names: readonly Binding[]): Node | undefined {
  let found: Node | undefined
  walk(body, node => {
    if (found || isFunction(node)) return 'skip'
    const leaves =
      /^(?:BreakStatement|ReturnStatement|ThrowStatement|AwaitExpression|YieldExpression)$/.test(node.type) ||
      (isCall(node) && names.some(one => mentions(code, node, one))) ||
      (node.type === 'AssignmentExpression' && names.some(one => mentions(code, node, one)))
    if (leaves) found = node
    return undefined
  })
  return found
}

/** `do { const r = await pages.next(); if (r.value?.length) { … return } } while (true)`: `done` is never read. */
function exhausted(code: Code, loop: LoopNode): EndlessWay[] | undefined {
  const fn = code.functionOf(loop)
  if (!fn || !isEndless(code, loop) || loop.body.type !== 'BlockStatement') return undefined
  const [first] = loop.body.body as Node[]
  const declarator = first?.type === 'VariableDeclaration' ? first.declarations[0] : undefined
  const result = declarator?.id.type === 'Identifier' ? code.bindingOf(declarator.id) : undefined
  const init = declarator?.init ? unwrap(declarator.init) : undefined
  const call = init?.type === 'AwaitExpression' ? unwrap(init.argument) : init
  if (!result || !isCall(call) || callName(call) !== 'next' || call.arguments.length > 0) return undefined
  const source = receiverOf(call)
  if (!source || /\bdone\b/.test(code.text(loop.body))) return undefined
  const way = exitsOutsideOf(code, loop.body.body as Node[], result)
  const ends = way && {kill: 'moves-on' as const, reason: `it may leave at ${code.at(way)} without a result`}
  return [{kind: 'exhausted', fn, loop, node: declarator as Node, subject: source, ends}]
}

function isEndless(code: Code, loop: LoopNode): boolean {
  if (loop.type === 'ForStatement') return !loop.test
  if (loop.type !== 'WhileStatement' && loop.type !== 'DoWhileStatement') return false
  return /^(?:true|1)$/.test(code.text(loop.test))
}

/** An exit, or a call that may throw, that does not stand under a test that there is a value. */
function exitsOutsideOf(code: Code, body: readonly Node[], result: Binding): Node | undefined {
  for (const statement of body) {
    const isGuarded =
      statement.type === 'IfStatement' &&
      !statement.alternate &&
      new RegExp(`^${result.name}\\??\\.value\\b(?:\\??\\.length)?$`).test(code.text(statement.test))
    if (!isGuarded) {
      const exit = exitIn(statement)
      if (exit) return exit
    }
  }
  return undefined
}

function exitIn(statement: Node): Node | undefined {
  let found: Node | undefined
  walk(statement, node => {
    if (found || isFunction(node)) return 'skip'
    if (/^(?:BreakStatement|ReturnStatement|ThrowStatement|YieldExpression)$/.test(node.type)) found = node
    return undefined
  })
  return found
}
