import {type Graph, stronglyConnected, toGraph} from '../../base/graph.ts'

/** A row of the code map, as far as the order of actions asks for it. */
export interface Component {
  readonly path: string
  readonly dependsOn: readonly string[]
}

/** Which of two modules lies below the other. */
export interface Layers {
  /**
   * Whether the component of `upper` needs the component of `lower`, directly or through others, and not the other way
   * round. Components in a ring are one layer; a module outside the map has none.
   */
  isBelow(lower: string | undefined, upper: string | undefined): boolean
}

/** Layers of the code map: the condensation of `dependsOn`. Nothing lies below anything without a code map. */
export function toLayers(components: readonly Component[]): Layers {
  const paths = components.map(({path}) => path)
  const edges = components.flatMap(({path, dependsOn}) => dependsOn.map(to => [path, to] as const))
  const reach = toReach(toGraph(paths, edges))
  return {
    isBelow(lower, upper) {
      const from = componentOf(upper, paths)
      const to = componentOf(lower, paths)
      return from !== undefined && to !== undefined && (reach.get(from)?.has(to) ?? false)
    }
  }
}

/** The deepest component that holds the module. */
function componentOf(path: string | undefined, components: readonly string[]): string | undefined {
  if (path === undefined) return undefined
  const holding = components.filter(
    component => component === '.' || component === path || path.startsWith(`${component}/`)
  )
  return holding.reduce<string | undefined>(
    (best, component) => (best === undefined || depth(component) > depth(best) ? component : best),
    undefined
  )
}

function depth(component: string): number {
  return component === '.' ? 0 : component.length
}

/** For each node what it reaches, members of its own ring left out. */
function toReach(graph: Graph): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, Set<string>>()
  for (const ring of stronglyConnected(graph)) {
    const members = new Set(ring)
    const reached = new Set<string>()
    for (const successor of ring.flatMap(member => [...(graph.get(member) ?? [])])) {
      if (members.has(successor)) continue
      reached.add(successor)
      for (const further of reach.get(successor) ?? []) reached.add(further)
    }
    // A ring is reached as a whole.
    for (const member of ring) reach.set(member, reached)
  }
  return withRings(graph, reach)
}

function withRings(
  graph: Graph,
  reach: ReadonlyMap<string, Set<string>>
): ReadonlyMap<string, ReadonlySet<string>> {
  const ringOf = new Map(
    stronglyConnected(graph).flatMap(ring => ring.map(member => [member, ring] as const))
  )
  return new Map(
    [...reach].map(([node, reached]) => [node, new Set([...reached].flatMap(to => ringOf.get(to) ?? []))])
  )
}
