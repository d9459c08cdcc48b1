import type {Node} from '@oxc-project/types'
import type {FunctionNode} from '../is-function.ts'
import {expression} from './expressions.ts'
import {statements} from './statements.ts'
import {edge, exitVertex, type Vertex, vertex} from './vertex.ts'

/**
 * The ways control takes through one function, nested functions left out.
 *
 * Events, each a vertex after its parts: calls, `new`, `await`, `yield`, assignments, declarations with a value, `delete`,
 * `return`, `throw`, `break`, `continue`, tests (with edges `true` and `false`) and the heads of `for…in` and `for…of`. Calls, `new`,
 * `await`, `yield` and `throw` have an edge `throw`. A `finally` block stands once for each way into it.
 */
export interface ControlFlow {
  readonly entry: Vertex
  /** The vertices of a node; those of the last event inside of it where it is none itself. Empty when it is never run. */
  at(node: Node): readonly Vertex[]
}

const known = new WeakMap<FunctionNode, ControlFlow>()

/** The control flow of a function; built once for each tree. */
export function controlFlow(fn: FunctionNode): ControlFlow {
  const flow = known.get(fn) ?? build(fn)
  known.set(fn, flow)
  return flow
}

function build(fn: FunctionNode): ControlFlow {
  const targets = {
    thrown: exitVertex('throw'),
    returned: exitVertex('return'),
    breaks: new Map(),
    continues: new Map()
  }
  const entry = first(fn, targets)
  const byNode = index(entry)
  return {entry, at: node => byNode.get(node) ?? lastInside(node, byNode)}
}

function first(fn: FunctionNode, targets: Parameters<typeof expression>[2]): Vertex {
  if (!fn.body) return exitVertex('end')
  if (fn.body.type === 'BlockStatement') return statements(fn.body.body, exitVertex('end'), targets)
  return expression(fn.body, vertex(fn.body, edge(targets.returned)), targets)
}

function index(entry: Vertex): ReadonlyMap<Node, readonly Vertex[]> {
  const byNode = new Map<Node, Vertex[]>()
  const seen = new Set([entry])
  for (const each of seen) {
    if (each.node) byNode.set(each.node, [...(byNode.get(each.node) ?? []), each])
    for (const {to} of each.edges) seen.add(to)
  }
  return byNode
}

function lastInside(outer: Node, byNode: ReadonlyMap<Node, readonly Vertex[]>): readonly Vertex[] {
  const inside = [...byNode.keys()].filter(node => outer.start <= node.start && node.end <= outer.end)
  const last = inside.reduce<Node | undefined>(
    (best, node) => (best && best.end >= node.end ? best : node),
    undefined
  )
  return (last && byNode.get(last)) ?? []
}
