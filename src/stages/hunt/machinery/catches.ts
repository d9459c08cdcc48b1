import type {CallExpression, Node, TryStatement} from '@oxc-project/types'
import {callName} from '../../../syntax/call-name.ts'
import {type FunctionNode, isFunction} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {walk} from '../../../syntax/walk.ts'
import type {Code} from './code.ts'

/** A place where a failure ends or is passed on. */
export interface Catch {
  /** The `catch` clause or the callback. */
  readonly node: Node
  /** What may fail: the `try` block, or the promise. */
  readonly work: Node
  readonly parameter: Node | undefined
  /** The block, or the expression of an arrow function. */
  readonly body: Node
  /** The `try` statement or the call of `catch`. */
  readonly whole: TryStatement | CallExpression
}

const known = new WeakMap<Code, readonly Catch[]>()

/** Every `catch` clause, and every function given to `.catch(…)`, in source order. */
export function catchesOf(code: Code): readonly Catch[] {
  const found =
    known.get(code) ?? [...clauses(code), ...callbacks(code)].sort((a, b) => a.node.start - b.node.start)
  known.set(code, found)
  return found
}

function clauses(code: Code): Catch[] {
  return code.nodes('TryStatement').flatMap(whole => {
    const node = whole.handler
    if (!node) return []
    return [{node, work: whole.block, parameter: node.param ?? undefined, body: node.body, whole}]
  })
}

function callbacks(code: Code): Catch[] {
  return code.nodes('CallExpression').flatMap(whole => {
    const callee = unwrap(whole.callee)
    const node = whole.arguments[0] && unwrap(whole.arguments[0])
    if (callee.type !== 'MemberExpression' || callName(whole) !== 'catch') return []
    if (!node || !isFunction(node) || !node.body) return []
    const [parameter] = node.params
    return [{node, work: callee.object, parameter: parameter as Node | undefined, body: node.body, whole}]
  })
}

/** Whether a handler does nothing: no statement, or no more than `undefined`, `null` or `noop`. */
export function doesNothing({body}: Catch): boolean {
  if (body.type === 'BlockStatement') {
    const statements = body.body as readonly Node[]
    return statements.every(
      one => one.type === 'EmptyStatement' || (one.type === 'ReturnStatement' && isNothing(one.argument))
    )
  }
  return isNothing(body)
}

function isNothing(node: Node | null): boolean {
  if (!node) return true
  const value = unwrap(node)
  if (value.type === 'Identifier') return value.name === 'undefined'
  if (value.type === 'ObjectExpression') return value.properties.length === 0
  return (
    (value.type === 'Literal' && value.value === null) ||
    (value.type === 'UnaryExpression' && value.operator === 'void')
  )
}

/** The comment inside a handler, without markup. */
export function commentIn(code: Code, {body}: Catch): string | undefined {
  return code.ast.comments.find(one => one.start >= body.start && one.end <= body.end)?.value.trim()
}

/** Nodes of a function's own code below `root` that pass a test, nested functions left out, in source order. */
export function ownNodes(root: Node, test: (node: Node) => boolean): Node[] {
  const found: Node[] = []
  walk(root, node => {
    if (node !== root && isFunction(node)) return 'skip'
    if (test(node)) found.push(node)
    return undefined
  })
  return found.sort((a, b) => a.start - b.start)
}

/** The statements of the block around a node that follow it, with those of outer blocks of the same function. */
export function statementsAfter(code: Code, node: Node): Node[] {
  const after: Node[] = []
  let child = node
  for (const ancestor of code.ancestorsOf(node)) {
    const body = bodyOf(ancestor)
    const at = body?.indexOf(child) ?? -1
    if (body && at >= 0) after.push(...body.slice(at + 1))
    if (isFunction(ancestor as FunctionNode)) break
    child = ancestor
  }
  return after
}

function bodyOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'BlockStatement' || node.type === 'Program') return node.body as readonly Node[]
  return node.type === 'SwitchCase' ? node.consequent : undefined
}
