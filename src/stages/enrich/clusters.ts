import {compareText} from '../../base/compare.ts'
import {createRandom} from '../../base/random.ts'
import type {ImportEdge, ModuleId} from '../../facts/facts.ts'
import {createModuleGraph, detectGroups, type ModuleGraph} from './louvain.ts'

const seed = 1
const fewestNeighbours = 4
const shareOfNeighbours = 0.8
/** Neighbours in the other component for each one at home. */
const timesHome = 4
/** Members of the other component in the group, the module itself left out. */
const fewestMembers = 5
const maximumRows = 10
/** Under it groups say nothing. */
const fewestModules = 20

/** A module that is tied more to another component than to the one it lies in. */
export interface Mismatch {
  readonly module: ModuleId
  /** The component it lies in, and the one that it is tied to. */
  readonly home: string
  readonly tiedTo: string
  /** Modules of `tiedTo` that it imports or that import it, sorted. */
  readonly neighbours: readonly ModuleId[]
  /** Neighbours in its own component. */
  readonly atHome: number
}

/**
 * Groups modules by who imports whom (Louvain, seeded, in a fixed order) and compares with components; at most ten mismatches, by
 * neighbours in the other component, then by name.
 */
export function findMismatches(
  modules: readonly ModuleId[],
  imports: readonly ImportEdge[],
  componentOf: ComponentOf
): Mismatch[] {
  const ids = [...new Set(modules)].sort(compareText)
  const graph = toGraph(ids, imports)
  if (graph.order < fewestModules || graph.size === 0) return []
  const groups: Groups = {
    graph,
    componentOf,
    groupOf: detectGroups(graph, createRandom(seed)),
    imports: new Set(imports.map(({from, to}) => `${from}\n${to}`))
  }
  const barrels = new Set(imports.filter(({kind}) => kind === 'reexport').map(({from}) => from))
  return ids
    .filter(id => !barrels.has(id))
    .flatMap(id => mismatchOf(id, groups))
    .sort((a, b) => b.neighbours.length - a.neighbours.length || compareText(a.module, b.module))
    .slice(0, maximumRows)
}

type ComponentOf = (path: string) => string | undefined

interface Groups {
  readonly graph: ModuleGraph
  readonly componentOf: ComponentOf
  readonly groupOf: Readonly<Record<string, number>>
  /** `from` and `to` of each import, on two lines. */
  readonly imports: ReadonlySet<string>
}

/** One edge for each pair, as heavy as its import statements are many; re-exports only hand on. */
function toGraph(ids: readonly ModuleId[], imports: readonly ImportEdge[]): ModuleGraph {
  const graph = createModuleGraph()
  const known = new Set(ids)
  for (const id of ids) graph.addNode(id)
  const weights = new Map<string, number>()
  for (const {from, to, kind, test} of imports) {
    if (test || kind === 'reexport' || from === to || !known.has(from) || !known.has(to)) continue
    const pair = [from, to].sort(compareText).join('\n')
    weights.set(pair, (weights.get(pair) ?? 0) + 1)
  }
  for (const [pair, weight] of [...weights].sort(([a], [b]) => compareText(a, b))) {
    const [from, to] = pair.split('\n')
    graph.addEdge(from, to, {weight})
  }
  return graph
}

function mismatchOf(id: ModuleId, groups: Groups): Mismatch[] {
  const {graph, componentOf} = groups
  const home = componentOf(id)
  const all = graph.neighbors(id)
  const [tiedTo, neighbours] = largestOf(all, componentOf)
  if (home === undefined || tiedTo === undefined || isWithin(home, tiedTo) || isWithin(tiedTo, home))
    return []
  const atHome = all.filter(each => componentOf(each) === home).length
  const isTied =
    neighbours.length >= fewestNeighbours &&
    neighbours.length >= shareOfNeighbours * all.length &&
    neighbours.length >= timesHome * atHome
  const mismatch = {module: id, home, tiedTo, neighbours: neighbours.sort(compareText), atHome}
  return isTied &&
    !isCommon(mismatch, all, groups) &&
    !isOnlyUser(mismatch, groups) &&
    isOfGroup(mismatch, groups) &&
    !serves(mismatch, groups)
    ? [mismatch]
    : []
}

/** What only uses a component, as a plugin does or a page, may lie anywhere. */
function isOnlyUser({module, neighbours}: Mismatch, {imports}: Groups): boolean {
  return !neighbours.some(each => imports.has(`${each}\n${module}`))
}

/** What only is imported, from elsewhere too, is for all; one component uses it most. */
function isCommon({module, neighbours}: Mismatch, all: readonly ModuleId[], {imports}: Groups): boolean {
  return neighbours.length < all.length && !neighbours.some(each => imports.has(`${module}\n${each}`))
}

/** Whether most of the module's group lies in the component that it is tied to. */
function isOfGroup({module, tiedTo}: Mismatch, {groupOf, componentOf}: Groups): boolean {
  const others = Object.keys(groupOf).filter(other => other !== module && groupOf[other] === groupOf[module])
  const members = others.filter(other => componentOf(other) === tiedTo)
  return members.length >= fewestMembers && members.length * 2 > others.length
}

/** Whether half of a component or more is tied to the other: then that is what it is for. */
function serves({module, home, tiedTo}: Mismatch, {graph, componentOf}: Groups): boolean {
  const others = graph.nodes().filter(other => other !== module && componentOf(other) === home)
  const isTied = (other: string) => {
    const components = graph.neighbors(other).map(componentOf)
    const count = (component: string) => components.filter(each => each === component).length
    return count(tiedTo) > count(home)
  }
  return others.filter(isTied).length * 2 >= others.length
}

/** A folder and what lies in it are no strangers. */
function isWithin(path: string, folder: string): boolean {
  return path === folder || folder === '.' || path.startsWith(`${folder}/`)
}

function largestOf(ids: readonly ModuleId[], componentOf: ComponentOf): [string | undefined, ModuleId[]] {
  const groups = new Map<string, ModuleId[]>()
  for (const id of ids) {
    const component = componentOf(id)
    if (component !== undefined) groups.set(component, [...(groups.get(component) ?? []), id])
  }
  const [largest] = [...groups].sort(([a, x], [b, y]) => y.length - x.length || compareText(a, b))
  return largest ?? [undefined, []]
}
