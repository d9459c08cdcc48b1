import type {Node} from '@oxc-project/types'
import {visitorKeys} from 'oxc-parser'

/** A node whose ancestors are known, nearest last. */
// biome-ignore lint/suspicious/noConfusingVoidType: most visitors return nothing.
export type Visit = (node: Node, ancestors: readonly Node[]) => 'skip' | undefined | void

/** The child nodes in source order of their keys, holes left out. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = []
  for (const key of visitorKeys[node.type] ?? []) {
    const value = (node as unknown as Record<string, unknown>)[key]
    if (Array.isArray(value)) children.push(...value.filter(isNode))
    else if (isNode(value)) children.push(value)
  }
  return children
}

/** Calls `visit` for every node, parents before children. `'skip'` leaves out a node's children. */
export function walk(root: Node, visit: Visit): void {
  const ancestors: Node[] = []
  const step = (node: Node): void => {
    if (visit(node, ancestors) === 'skip') return
    ancestors.push(node)
    for (const child of childrenOf(node)) step(child)
    ancestors.pop()
  }
  step(root)
}

/** Whether a value is a syntax node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string'
}
