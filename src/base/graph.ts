import {compareText} from './compare.ts'

/** A directed graph by node id. Each node has an entry, also one without successors. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>

/** Builds a graph; ends of edges become nodes. */
export function toGraph(nodes: Iterable<string>, edges: Iterable<readonly [string, string]>): Graph {
  const graph = new Map<string, Set<string>>()
  for (const node of nodes) graph.set(node, new Set())
  for (const [from, to] of edges) {
    if (!graph.has(to)) graph.set(to, new Set())
    const successors = graph.get(from) ?? new Set()
    successors.add(to)
    graph.set(from, successors)
  }
  return graph
}

/**
 * Nodes by their distance from `start`: index 0 holds distance 1, and so on up to `depth`.
 * A node appears once, at its shortest distance; `start` itself never. Each level is sorted.
 */
export function levelsFrom(graph: Graph, start: string, depth: number): string[][] {
  const seen = new Set([start])
  const levels: string[][] = []
  let frontier = [start]
  for (let distance = 0; distance < depth; distance++) {
    const next = new Set<string>()
    for (const node of frontier)
      for (const successor of graph.get(node) ?? []) if (!seen.has(successor)) next.add(successor)
    for (const node of next) seen.add(node)
    frontier = [...next].sort(compareText)
    levels.push(frontier)
  }
  return levels
}

/**
 * Strongly connected components in reverse topological order (what others need comes first), members sorted.
 * Iterative, so that a chain of 30,000 modules does not overflow the stack.
 *
 * Source: R. Tarjan, Depth-first search and linear graph algorithms, 1972.
 */
export function stronglyConnected(graph: Graph): string[][] {
  const indexOf = new Map<string, number>()
  const lowOf = new Map<string, number>()
  const onStack = new Set<string>()
  const stack: string[] = []
  const components: string[][] = []

  const open = (node: string) => {
    indexOf.set(node, indexOf.size)
    lowOf.set(node, indexOf.size - 1)
    stack.push(node)
    onStack.add(node)
    return {node, successors: [...(graph.get(node) ?? [])].sort(compareText), next: 0}
  }
  const lower = (node: string, value: number) => lowOf.set(node, Math.min(lowOf.get(node) ?? 0, value))

  for (const root of [...graph.keys()].sort(compareText)) {
    if (indexOf.has(root)) continue
    const work = [open(root)]
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const successor = frame.successors[frame.next++]
      if (successor !== undefined) {
        if (!indexOf.has(successor)) work.push(open(successor))
        else if (onStack.has(successor)) lower(frame.node, indexOf.get(successor) ?? 0)
        continue
      }
      work.pop()
      const parent = work.at(-1)
      if (parent) lower(parent.node, lowOf.get(frame.node) ?? 0)
      if (lowOf.get(frame.node) === indexOf.get(frame.node)) components.push(popComponent(frame.node))
    }
  }
  return components

  function popComponent(root: string): string[] {
    const members: string[] = []
    for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
      onStack.delete(node)
      members.push(node)
      if (node === root) break
    }
    return members.sort(compareText)
  }
}
