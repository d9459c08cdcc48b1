import type {BlastRow} from '../../artifacts/detailed-design.ts'
import {compareText} from '../../base/compare.ts'
import {type Graph, levelsFrom, toGraph} from '../../base/graph.ts'
import type {Facts, ModuleId, References, SymbolId} from '../../facts/facts.ts'

const maximumRows = 5
const namedDependents = 3

/** Who depends on what, tests left out: successors of a symbol are the declarations that use it. */
export function dependentsGraph(facts: Facts, references: References): Graph {
  const production = new Set(facts.modules.filter(({role}) => role === 'source').map(({id}) => id))
  return toGraph(
    [],
    references.list.filter(({from}) => production.has(pathOf(from))).map(({from, to}) => [to, from] as const)
  )
}

/** The exported symbols of some modules that most declarations use, at most five, most used first. */
export function rankBlastRadius(
  modules: readonly ModuleId[],
  facts: Facts,
  references: References,
  dependents: Graph
): BlastRow[] {
  const own = new Set(modules)
  return facts.symbols
    .filter(({path, exportedAs}) => own.has(path) && exportedAs.length > 0)
    .map(({id}) => toRow(id, facts, references, dependents))
    .filter(({d1}) => d1 > 0)
    .sort((a, b) => b.d1 - a.d1 || b.d2 - a.d2 || compareText(a.symbol, b.symbol))
    .slice(0, maximumRows)
}

function toRow(id: SymbolId, facts: Facts, references: References, dependents: Graph): BlastRow {
  const [first = [], second = [], third = []] = levelsFrom(dependents, id, 3)
  const symbol = facts.symbol(id)
  const name = symbol?.name ?? id
  return {
    symbol: name,
    path: symbol?.path ?? pathOf(id),
    d1: first.length,
    direct: first.slice(0, namedDependents).map(dependent => nameOf(dependent, facts)),
    d2: second.length,
    d3: third.length,
    unresolved: references.unresolvedCalls.get(name.split('.').at(-1) ?? name) ?? 0
  }
}

function nameOf(id: SymbolId, facts: Facts): string {
  return facts.symbol(id)?.name ?? pathOf(id)
}

function pathOf(id: SymbolId): string {
  return id.slice(0, id.indexOf('#'))
}
