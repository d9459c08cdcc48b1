import type {Node} from '@oxc-project/types'
import {visitorKeys} from 'oxc-parser'

/** A node whose ancestors are known, nearest last. */
// biome-ignore lint/suspicious/noConfusingVoidType: most visitors return nothing.
export type Visit = (node: Node, ancestors: readonly Node[]) => 'skip' | undefined | void

/**
 * Calls `visit` for every node, parents before children. `'skip'` leaves out a node's children.
 * Iterative, so that a sum of 30,000 terms does not overflow the stack.
 */
export function walk(root: Node, visit: Visit): void {
  const ancestors: Node[] = []
  const nodes = [root]
  const depths = [0]
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    const depth = depths.pop() ?? 0
    ancestors.length = depth
    if (visit(node, ancestors) === 'skip') continue
    ancestors.push(node)
    pushChildren(node, nodes)
    while (depths.length < nodes.length) depths.push(depth + 1)
  }
}

/** Puts the children of a node on the stack, last first. Every stage walks every module, so nothing is made for them. */
function pushChildren(node: Node, stack: Node[]): void {
  const keys = visitorKeys[node.type] ?? []
  for (let index = keys.length - 1; index >= 0; index--) {
    const value = (node as unknown as Record<string, unknown>)[keys[index] ?? '']
    if (isNode(value)) stack.push(value)
    else if (Array.isArray(value)) pushNodes(value, stack)
  }
}

function pushNodes(values: readonly unknown[], stack: Node[]): void {
  for (let index = values.length - 1; index >= 0; index--) {
    const value = values[index]
    if (isNode(value)) stack.push(value)
  }
}

/** Whether a value is a syntax node. */
export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string'
}
