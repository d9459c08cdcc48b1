import {compareText} from '../../../base/compare.ts'
import {stronglyConnected, toGraph} from '../../../base/graph.ts'

/** A row of the code map, as far as the order of actions asks for it. */
export interface Component {
  readonly path: string
  readonly dependsOn: readonly string[]
}

/** The layers of the code map: components in a ring are one layer. */
export interface Layers {
  /** The layer of the deepest component that holds the module; undefined outside of the map. */
  layerOf(path: string | undefined): number | undefined
  /** By layer, the layers that it needs directly, ascending. Lower layers have smaller numbers. */
  readonly needs: readonly (readonly number[])[]
}

/** The condensation of `dependsOn`. Without a code map there is no layer. */
export function toLayers(components: readonly Component[]): Layers {
  const edges = components.flatMap(({path, dependsOn}) => dependsOn.map(to => [path, to] as const))
  const graph = toGraph(
    components.map(({path}) => path),
    edges
  )
  const rings = stronglyConnected(graph)
  const layerByPath = new Map(rings.flatMap((ring, layer) => ring.map(path => [path, layer] as const)))
  const needs = rings.map((ring, layer) => {
    const all = ring.flatMap(path => [...(graph.get(path) ?? [])].flatMap(to => layerByPath.get(to) ?? []))
    return [...new Set(all)].filter(other => other !== layer).sort((a, b) => a - b)
  })
  const paths = components.map(({path}) => path)
  return {
    layerOf: path => layerByPath.get(holderOf(path, paths) ?? ''),
    needs
  }
}

/** The deepest of the folders or files that holds the module; `.` holds everything. */
export function holderOf(path: string | undefined, holders: readonly string[]): string | undefined {
  if (path === undefined) return undefined
  const holding = holders.filter(holder => holder === '.' || holder === path || path.startsWith(`${holder}/`))
  return holding.sort((a, b) => depth(b) - depth(a) || compareText(a, b))[0]
}

function depth(holder: string): number {
  return holder === '.' ? 0 : holder.length
}
