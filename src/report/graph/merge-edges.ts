import {compareBy} from '../../base/compare.ts'
import type {GraphEdge} from './component-graph.ts'

/** One edge from each to each, none to itself; it brings types only when all that it stands for do. Sorted by from, to. */
export function mergeEdges(edges: readonly GraphEdge[]): GraphEdge[] {
  const merged = new Map<string, GraphEdge>()
  for (const {from, to, typeOnly} of edges) {
    const key = `${from}\n${to}`
    if (from !== to) merged.set(key, {from, to, typeOnly: typeOnly && (merged.get(key)?.typeOnly ?? true)})
  }
  return [...merged.values()].sort(
    compareBy(
      ({from}) => from,
      ({to}) => to
    )
  )
}
