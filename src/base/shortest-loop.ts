import {compareText} from './compare.ts'
import type {Graph} from './graph.ts'

/**
 * A shortest way from a node back to itself; each node leads to the next, the last to the first. Of several it is one
 * that starts at the smallest node; undefined when there is none.
 */
export function shortestLoop(graph: Graph): string[] | undefined {
  let best: string[] | undefined
  for (const start of [...graph.keys()].sort(compareText)) {
    best = loopFrom(graph, start, best ? best.length - 1 : graph.size) ?? best
    if (best?.length === 2) break
  }
  return best
}

/** Breadth first, successors in their order, over at most `longest` nodes. */
function loopFrom(graph: Graph, start: string, longest: number): string[] | undefined {
  const before = new Map<string, string>()
  let frontier = [start]
  for (let length = 1; length <= longest && frontier.length > 0; length++) {
    const next: string[] = []
    for (const node of frontier)
      for (const successor of [...(graph.get(node) ?? [])].sort(compareText)) {
        if (successor === start) return pathTo(node, start, before)
        if (before.has(successor)) continue
        before.set(successor, node)
        next.push(successor)
      }
    frontier = next
  }
  return undefined
}

function pathTo(end: string, start: string, before: ReadonlyMap<string, string>): string[] {
  const path = [end]
  for (let node = end; node !== start; ) {
    node = before.get(node) ?? start
    path.unshift(node)
  }
  return path
}
