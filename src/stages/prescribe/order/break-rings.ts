import {compareBy} from '../../../base/compare.ts'
import {type Graph, stronglyConnected, toGraph} from '../../../base/graph.ts'
import {groupBy} from '../../../base/group-by.ts'
import {shortestLoop} from '../../../base/shortest-loop.ts'

/** One thing that waits for another. */
export interface Wait {
  readonly waiting: string
  readonly first: string
  /** What it costs to give it up; {@link never} when that must not be. */
  readonly cost: number
}

/** A cost that is never paid. Infinity cannot be subtracted from itself. */
export const never = Number.MAX_SAFE_INTEGER

/** A ring of waits and the one that is given up. */
export interface Cut {
  /** Each waits for the next, the last for the first. */
  readonly ring: readonly string[]
  readonly wait: Wait
}

/** Rings over this many members are cut along any loop: looking for a shortest one takes their square. */
const searchedMembers = 60

/**
 * The waits without rings. Of a shortest loop of each ring the cheapest wait is given up, of several with one cost the
 * first by key, until no ring is left. The result does not depend on the order of `waits`.
 */
export function breakRings(waits: readonly Wait[]): {kept: Wait[]; cuts: Cut[]} {
  const sorted = waits.toSorted(
    compareBy(
      ({waiting}) => waiting,
      ({first}) => first
    )
  )
  const cuts: Cut[] = []
  const given = new Set<Wait>()
  const pending = ringsOf(sorted).reverse()
  for (let members = pending.pop(); members; members = pending.pop()) {
    const ring = loopOf(members)
    const wait = cheapest(ring, members)
    cuts.push({ring, wait})
    given.add(wait)
    pending.push(...ringsOf(members.filter(other => other !== wait)).reverse())
  }
  return {kept: sorted.filter(wait => !given.has(wait)), cuts}
}

/** The waits within each ring. */
function ringsOf(waits: readonly Wait[]): Wait[][] {
  const ringOf = new Map<string, number>()
  stronglyConnected(graphOf(waits)).forEach((members, index) => {
    for (const member of members) ringOf.set(member, index)
  })
  const within = waits.filter(({waiting, first}) => ringOf.get(waiting) === ringOf.get(first))
  return [...groupBy(within, ({waiting}) => ringOf.get(waiting)).values()]
}

function loopOf(members: readonly Wait[]): string[] {
  const graph = graphOf(members)
  const loop = graph.size <= searchedMembers ? shortestLoop(graph) : anyLoop(graph)
  if (!loop) throw new Error('Expected a loop in a ring')
  return loop
}

/** Walks on until a node comes again. */
function anyLoop(graph: Graph): string[] {
  const path: string[] = []
  const place = new Map<string, number>()
  let node: string | undefined = [...graph.keys()][0]
  while (node !== undefined && !place.has(node)) {
    place.set(node, path.length)
    path.push(node)
    node = [...(graph.get(node) ?? [])][0]
  }
  return path.slice(node === undefined ? 0 : place.get(node))
}

function cheapest(loop: readonly string[], members: readonly Wait[]): Wait {
  const next = new Map(loop.map((node, index) => [node, loop[index + 1] ?? loop[0]]))
  const [wait] = members
    .filter(({waiting, first}) => next.get(waiting) === first)
    .sort(
      compareBy(
        ({cost}) => cost,
        ({waiting}) => waiting
      )
    )
  if (!wait || wait.cost === never)
    throw new Error(`Expected a wait that can be given up among ${loop.join(', ')}`)
  return wait
}

function graphOf(waits: readonly Wait[]): Graph {
  return toGraph(
    [],
    waits.map(({waiting, first}) => [waiting, first] as const)
  )
}
