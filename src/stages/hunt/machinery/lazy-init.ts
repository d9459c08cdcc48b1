import type {Node} from '@oxc-project/types'
import {isExit} from '../../../syntax/is-exit.ts'
import type {FunctionNode} from '../../../syntax/is-function.ts'
import {unwrap} from '../../../syntax/unwrap.ts'
import {contains} from './awaits.ts'
import type {Code} from './code.ts'
import {emptinessTests} from './emptiness.ts'
import {type Place, placeOf} from './place.ts'
import {writesOf} from './writes.ts'

/** A place that is tested for being empty and filled when it is. */
export interface LazyInit {
  readonly place: Place
  readonly fn: FunctionNode
  /** The condition, or the place itself in `x ??= value`. */
  readonly test: Node
  /** The assignment. */
  readonly write: Node
  /** What is assigned, as written. */
  readonly value: Node
  /** The `if` the test belongs to; undefined for expressions. */
  readonly statement: (Node & {type: 'IfStatement'}) | undefined
}

/**
 * Every lazy initialisation of a place that outlives the call: `x ??= v`, `x = x ?? v`, `x || (x = v)`,
 * `if (!x) x = v`, `if (x) return x; x = v`. In source order of the writes.
 */
export function findLazyInits(code: Code): readonly LazyInit[] {
  const known = cache.get(code)
  if (known) return known
  const inits = readLazyInits(code)
  cache.set(code, inits)
  return inits
}

const cache = new WeakMap<Code, readonly LazyInit[]>()

function readLazyInits(code: Code): LazyInit[] {
  const found = [...fromAssignments(code), ...fromExpressions(code), ...fromStatements(code)]
  const byWrite = new Map<Node, LazyInit>()
  for (const init of found) if (!byWrite.has(init.write)) byWrite.set(init.write, init)
  return [...byWrite.values()].sort((a, b) => a.write.start - b.write.start)
}

function fromAssignments(code: Code): LazyInit[] {
  return code.nodes('AssignmentExpression').flatMap(write => {
    if (write.operator === '??=' || write.operator === '||=')
      return lazyInit(code, write.left, write, write.right)
    const right = unwrap(write.right)
    if (write.operator !== '=' || right.type !== 'LogicalExpression' || right.operator === '&&') return []
    if (code.text(unwrap(right.left)) !== code.text(unwrap(write.left))) return []
    return lazyInit(code, right.left, write, right.right)
  })
}

function fromExpressions(code: Code): LazyInit[] {
  return code.nodes('LogicalExpression').flatMap(node => {
    const write = unwrap(node.right)
    if (node.operator === '&&' || write.type !== 'AssignmentExpression' || write.operator !== '=') return []
    if (code.text(unwrap(node.left)) !== code.text(unwrap(write.left))) return []
    return lazyInit(code, node.left, write, write.right)
  })
}

function fromStatements(code: Code): LazyInit[] {
  return code.nodes('IfStatement').flatMap(statement => {
    return emptinessTests(code, statement.test).flatMap(({target, empty}) => {
      const place = placeOf(code, target)
      const region = place && filledRegion(code, statement, empty)
      if (!place || !region) return []
      return writesOf(code, place)
        .filter(write => write.node.operator === '=' && region(write.node))
        .flatMap(write => lazyInit(code, target, write.node, write.value, statement))
    })
  })
}

/** Where control is when the tested place is empty. */
function filledRegion(code: Code, statement: Node & {type: 'IfStatement'}, empty: boolean) {
  if (empty) return (node: Node) => contains(statement.consequent, node)
  const {alternate} = statement
  if (alternate) return (node: Node) => contains(alternate, node)
  // A second call that is refused with an error is refused by contract.
  if (!isExit(statement.consequent) || endsInThrow(statement.consequent)) return undefined
  const block = code.parentOf(statement)
  return (node: Node) => block !== undefined && contains(block, node) && node.start > statement.end
}

/** Whether a statement is, or holds at its top, a `throw`. */
export function endsInThrow(node: Node): boolean {
  if (node.type === 'BlockStatement') return (node.body as readonly Node[]).some(endsInThrow)
  return node.type === 'ThrowStatement'
}

function lazyInit(
  code: Code,
  target: Node,
  write: Node,
  value: Node,
  statement?: Node & {type: 'IfStatement'}
): LazyInit[] {
  const place = placeOf(code, target)
  const fn = code.functionOf(write)
  if (!place || !fn || place.lifetime === 'local' || code.functionOf(target) !== fn) return []
  return [{place, fn, test: statement?.test ?? target, write, value, statement}]
}
