import {compareBy, compareText} from '../../base/compare.ts'
import {type Graph, stronglyConnected, toGraph} from '../../base/graph.ts'
import type {Dependency} from './component.ts'
import {bindsAtRunTime} from './dependencies.ts'

/** Components on one height of the order that the imports allow. */
export interface Layer {
  /** 1 for those that import no other; else one more than the highest that one of them imports. */
  readonly rank: number
  /** Each alone, or those of one ring, sorted by first member; a ring stands on one layer as a whole. */
  readonly groups: readonly (readonly string[])[]
}

/**
 * The condensation of the imports of values between components by longest path, from the bottom up. Components that neither
 * import another nor are imported have no place in the order, and are left out.
 */
export function findLayers(dependencies: readonly Dependency[]): Layer[] {
  const edges = dependencies.filter(bindsAtRunTime).map(({from, to}) => [from, to] as const)
  const graph = toGraph([], edges)
  const layers = new Map<number, string[][]>()
  const rankOf = new Map<string, number>()
  // What others need comes first.
  for (const group of stronglyConnected(graph)) {
    const rank = rankAbove(group, graph, rankOf)
    for (const member of group) rankOf.set(member, rank)
    layers.set(rank, [...(layers.get(rank) ?? []), group])
  }
  return [...layers]
    .map(([rank, groups]) => ({rank, groups: groups.sort((a, b) => compareText(a[0] ?? '', b[0] ?? ''))}))
    .sort(compareBy(({rank}) => rank))
}

function rankAbove(group: readonly string[], graph: Graph, rankOf: ReadonlyMap<string, number>): number {
  const below = group.flatMap(member => [...(graph.get(member) ?? [])]).map(id => rankOf.get(id) ?? 0)
  return 1 + Math.max(0, ...below)
}
