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

/**
 * Calls `visit` for every node, parents before children. `'skip'` leaves out a node's children.
 * Iterative, so that a sum of 30,000 terms does not overflow the stack.
 */
export function walk(root: Node, visit: Visit): void {
  const ancestors: Node[] = []
  const stack = [{node: root, depth: 0}]
  for (let next = stack.pop(); next; next = stack.pop()) {
    const {node, depth} = next
    ancestors.length = depth
    if (visit(node, ancestors) === 'skip') continue
    ancestors.push(node)
    for (const child of childrenOf(node).reverse()) stack.push({node: child, depth: depth + 1})
  }
}

/** Whether a value is a syntax node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string'
}
