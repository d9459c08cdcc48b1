import {toGraph} from '../../base/graph.ts'
import {shortestLoop} from '../../base/shortest-loop.ts'
import {findLoadRings, type LoadRing} from '../../claims/load-rings.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import {type Cut, cheapestCut} from './cheapest-cut.ts'

/** Files that import each other in a ring. */
export interface Cycle {
  /** Sorted. */
  readonly members: readonly ModuleId[]
  /** A shortest ring among them: each imports the next, the last the first; it starts with its smallest. */
  readonly loop: readonly ModuleId[]
  readonly cut: Cut
}

/**
 * One record for each strongly connected component of the imports that bring values and are followed at load, sorted by
 * first member. What is left out says `findLoadRings`.
 */
export function findCycles(facts: Facts): Cycle[] {
  return findLoadRings(facts).map(ring => toCycle(ring, facts))
}

function toCycle(ring: LoadRing, facts: Facts): Cycle {
  const {members, edges} = ring
  const graph = toGraph(
    members,
    edges.map(({from, to}) => [from, to] as const)
  )
  const loop = shortestLoop(graph) ?? [...members]
  return {members, loop, cut: cheapestCut(loop, ring, facts)}
}
