import {compareText} from '../../base/compare.ts'
import {groupBy} from '../../base/group-by.ts'
import type {EffectSite} from '../../effects/effect-sites.ts'
import {weightOf} from '../../effects/effect-weight.ts'
import type {Facts, References, SymbolId} from '../../facts/facts.ts'
import type {Flow} from './flow.ts'
import {type CallGraph, createCallGraph, moduleOf} from './flows/call-graph.ts'
import {createIsDeferred} from './flows/deferred-code.ts'
import {createSitesOf, type SitesOf} from './flows/sites-of.ts'
import {findStarts, type Start} from './flows/starts.ts'
import {findTableStarts} from './flows/table-starts.ts'

/** Calls on a chain; what lies further is another story. */
const maximumCalls = 8
/** Flows of one start; those that cross most folders are kept. */
const maximumPerStart = 20

/**
 * Shortest chains of calls from an entry point to a declaration that holds an effect, one for each kind of effect; of starts that
 * lead to none, the chain of three steps or more that crosses most folders. In the order of the entry points, then by place. Calls through
 * parameters, fields and interfaces that did not resolve, and functions that are given back, are not followed: all of it is a
 * lower bound.
 */
export function listFlows(facts: Facts, references: References): Flow[] {
  const isDeferred = createIsDeferred(facts)
  const sitesOf = createSitesOf(facts, isDeferred)
  const graph = createCallGraph(facts, references, isDeferred)
  return eachTree(facts, references, graph, (start, tree) => flowsOf(start, tree, sitesOf))
}

/** The shortest chain of calls from each entry point to one of some declarations, in the order of the entry points. */
export function listFlowsTo(
  symbols: readonly SymbolId[],
  facts: Facts,
  references: References
): Pick<Flow, 'entry' | 'steps'>[] {
  const graph = createCallGraph(facts, references, createIsDeferred(facts), symbols)
  return eachTree(facts, references, graph, (start, tree) => {
    const target = [...tree.keys()].find(id => symbols.includes(id))
    return target === undefined ? [] : [chainTo(target, start, tree)]
  })
}

/** Tables of functions come last, since only what no entry point leads to begins there. */
function eachTree<T>(
  facts: Facts,
  references: References,
  graph: CallGraph,
  of: (start: Start, tree: Tree) => readonly T[]
): T[] {
  const reached = new Set<SymbolId>()
  const follow = (start: Start) => {
    const tree = shortestTree(start, graph)
    for (const id of tree.keys()) reached.add(id)
    return of(start, tree)
  }
  const found = findStarts(facts, references).flatMap(follow)
  return [...found, ...findTableStarts(facts, references, new Set(reached)).flatMap(follow)]
}

/** Each declaration that a start leads to, with the one before it; the start has none. */
type Tree = ReadonlyMap<SymbolId, SymbolId | undefined>

function shortestTree(start: Start, graph: CallGraph): Tree {
  const tree = new Map<SymbolId, SymbolId | undefined>([[start.symbol, undefined]])
  let frontier: readonly SymbolId[] = [start.symbol]
  for (let calls = 0; calls < maximumCalls && frontier.length > 0; calls++) {
    const next: SymbolId[] = []
    for (const id of frontier)
      for (const called of calledFrom(id, start, graph)) {
        if (tree.has(called)) continue
        tree.set(called, id)
        next.push(called)
      }
    frontier = next.sort(compareText)
  }
  return tree
}

function calledFrom(id: SymbolId, {symbol, lines}: Start, graph: CallGraph): readonly SymbolId[] {
  return id === symbol && lines ? graph.calledIn(moduleOf(id), lines) : graph.calledBy(id)
}

function flowsOf(start: Start, tree: Tree, sitesOf: SitesOf): readonly Flow[] {
  const flows = [...tree.keys()].flatMap(id =>
    firstOfKinds(sitesOf(id, id === start.symbol ? start.lines : undefined)).map(
      ({kind, path, line, name}): Flow => ({
        ...chainTo(id, start, tree),
        effect: {kind, path, line, name}
      })
    )
  )
  return flows.length > 0 ? widest(flows) : widest(chainsOf(start, tree), 1)
}

/** Chains of three steps or more that lead to no effect; one that ends in a question (`isObject`) tells nothing. */
function chainsOf(start: Start, tree: Tree): Flow[] {
  const ends = [...tree.keys()].filter(id => !/[#.](?:has|is)[A-Z]\w*$/.test(id))
  return ends.map(id => chainTo(id, start, tree)).filter(({steps}) => steps.length >= 3)
}

/** Those that cross most folders, then the shorter ones; in the order given. */
function widest(flows: readonly Flow[], most = maximumPerStart): readonly Flow[] {
  if (flows.length <= most) return flows
  const folders = ({steps}: Flow) =>
    new Set(steps.map(({path}) => path.slice(0, path.lastIndexOf('/') + 1))).size
  const kept = new Set(
    flows
      .map(flow => ({flow, folders: folders(flow)}))
      .sort((a, b) => b.folders - a.folders || a.flow.steps.length - b.flow.steps.length)
      .slice(0, most)
      .map(({flow}) => flow)
  )
  return flows.filter(flow => kept.has(flow))
}

/** One that changes something says more than one that looks first. */
function firstOfKinds(sites: readonly EffectSite[]): EffectSite[] {
  return [...groupBy(sites, ({kind}) => kind).values()].flatMap(
    group => group.toSorted((a, b) => weightOf(a.name) - weightOf(b.name))[0] ?? []
  )
}

function chainTo(id: SymbolId, {entry}: Start, tree: Tree): Flow {
  const ids: SymbolId[] = []
  for (let at: SymbolId | undefined = id; at !== undefined; at = tree.get(at)) ids.unshift(at)
  return {entry, steps: ids.map(symbol => ({symbol, path: moduleOf(symbol)}))}
}
