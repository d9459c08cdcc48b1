import type {Node} from '@oxc-project/types'

/** How control goes on: on, by the outcome of a test, or because evaluating the node threw. */
export type EdgeKind = 'next' | 'true' | 'false' | 'throw'

export interface Edge {
  readonly kind: EdgeKind
  readonly to: Vertex
}

/** How control leaves a function: by `return`, by an exception, or at the end of its body. */
export type Exit = 'return' | 'throw' | 'end'

/** The evaluation of one node. A node of a `finally` block has one for each way in which control gets there. */
export interface Vertex {
  /** Undefined for an exit, and for a joint that evaluates nothing. */
  readonly node: Node | undefined
  readonly exit: Exit | undefined
  readonly edges: Edge[]
}

export function vertex(node: Node | undefined, ...edges: Edge[]): Vertex {
  return {node, exit: undefined, edges}
}

export function exitVertex(exit: Exit): Vertex {
  return {node: undefined, exit, edges: []}
}

export function edge(to: Vertex, kind: EdgeKind = 'next'): Edge {
  return {kind, to}
}
