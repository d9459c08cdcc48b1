import {UndirectedGraph} from 'graphology'
import communities from 'graphology-communities-louvain'

/** An undirected graph of modules; edges may have a `weight`. */
export type ModuleGraph = UndirectedGraph

export function createModuleGraph(): ModuleGraph {
  return new UndirectedGraph()
}

// Its types speak of an ES module's default; the file is CommonJS, so that the default is the whole.
const louvain = communities as unknown as typeof communities.default

/**
 * The group of each node. The same nodes and edges in the same order, and the same numbers, give the same groups.
 *
 * Source: V. Blondel et al., Fast unfolding of communities in large networks, 2008.
 */
export function detectGroups(graph: ModuleGraph, random: () => number): Readonly<Record<string, number>> {
  return louvain(graph, {getEdgeWeight: 'weight', rng: random})
}
