import {compareText, sortedUnique} from '../../base/compare.ts'
import {type Graph, levelsFrom, toGraph} from '../../base/graph.ts'
import type {EntryPointKind, Facts, References, SymbolId} from '../../facts/facts.ts'

const maximumFlows = 3
const maximumDepth = 6
/** A chain of two is no flow: its row in the code map says as much. */
const shortestFlow = 3

/**
 * At most three call chains that begin at an entry point and reach furthest, as Markdown. Each arrow is a call that the code of
 * the left side holds; calls through parameters and fields that did not resolve are not followed.
 */
export function findFlows(facts: Facts, references: References): string[] {
  const calls = callGraph(facts, references)
  const reach = new Map<SymbolId, number>()
  const reachOf = (id: SymbolId) => {
    const known = reach.get(id) ?? levelsFrom(calls, id, maximumDepth).flat().length
    reach.set(id, known)
    return known
  }
  const chains = starts(facts)
    .map(start => ({start, reach: reachOf(start)}))
    .sort((a, b) => b.reach - a.reach || compareText(a.start, b.start))
    .map(({start}) => follow(start, calls, reachOf))
    .filter(chain => chain.length >= shortestFlow)
  return distinct(chains)
    .slice(0, maximumFlows)
    .map(chain => format(chain, facts))
}

function callGraph(facts: Facts, references: References): Graph {
  const production = new Set(facts.modules.filter(({role}) => role === 'source').map(({id}) => id))
  // A call of an interface's member may lead anywhere: the chain ends before it.
  const holdsCode = (id: SymbolId) => {
    const dot = id.indexOf('.', id.indexOf('#'))
    const holder = dot < 0 ? undefined : facts.symbol(id.slice(0, dot))
    return production.has(pathOf(id)) && holder?.kind !== 'interface' && holder?.kind !== 'type'
  }
  // What gives a variable its value runs while the module loads, not when the variable is used.
  const runs = (id: SymbolId) => {
    const symbol = facts.symbol(id)
    return production.has(pathOf(id)) && (symbol?.kind !== 'variable' || symbol.callable)
  }
  return toGraph(
    [],
    references.list
      .filter(({call, from, to}) => call && runs(from) && holdsCode(to))
      .map(({from, to}) => [from, to] as const)
  )
}

const programs: ReadonlySet<EntryPointKind> = new Set(['bin', 'script', 'dockerfile', 'workflow'])
const offers: ReadonlySet<EntryPointKind> = new Set(['exports', 'main', 'config', 'handler'])

/** Module code for programs; for libraries exported functions, and constructors and methods of exported classes. */
function starts(facts: Facts): SymbolId[] {
  const ids = facts.entryPoints.flatMap(({kind, path}) => {
    if (programs.has(kind)) return [`${path}#`]
    return offers.has(kind) ? exportedCode(facts, path) : []
  })
  return sortedUnique(ids)
}

function exportedCode(facts: Facts, path: string): SymbolId[] {
  const exported = (facts.module(path)?.exports ?? []).flatMap(({symbol}) => symbol ?? [])
  const classes = new Set(exported.filter(id => facts.symbol(id)?.kind === 'class'))
  const callables = exported.filter(id => facts.symbol(id)?.callable)
  return [...callables, ...classes, ...methodsOf(facts, classes)]
}

/** A name that starts with an underscore or a hash is for the class itself. */
function methodsOf(facts: Facts, classes: ReadonlySet<SymbolId>): SymbolId[] {
  if (classes.size === 0) return []
  return facts.symbols
    .filter(({kind, name, path}) => {
      const [holder = '', member = ''] = name.split('.')
      return kind === 'method' && /^[A-Za-z]/.test(member) && classes.has(`${path}#${holder}`)
    })
    .map(({id}) => id)
}

/** The chain that keeps the largest reach at every step, without repeating itself. */
function follow(start: SymbolId, calls: Graph, reachOf: (id: SymbolId) => number): SymbolId[] {
  const chain = [start]
  while (chain.length <= maximumDepth) {
    const next = [...(calls.get(chain.at(-1) ?? '') ?? [])]
      .filter(id => !chain.includes(id))
      .sort((a, b) => reachOf(b) - reachOf(a) || compareText(a, b))[0]
    if (next === undefined) break
    chain.push(next)
  }
  return chain
}

/** Chains that share their second step tell the same story: the first is kept. */
function distinct(chains: readonly SymbolId[][]): SymbolId[][] {
  const seen = new Set<string>()
  return chains.filter(chain => {
    const known = chain.slice(0, -1).some(id => seen.has(id))
    for (const id of chain) seen.add(id)
    return !known
  })
}

function format(chain: readonly SymbolId[], facts: Facts): string {
  return chain
    .map(id => {
      const symbol = facts.symbol(id)
      return symbol ? `\`${symbol.label ?? symbol.name}\` (\`${symbol.path}\`)` : `\`${pathOf(id)}\``
    })
    .join(' → ')
}

function pathOf(id: SymbolId): string {
  return id.slice(0, id.indexOf('#'))
}
