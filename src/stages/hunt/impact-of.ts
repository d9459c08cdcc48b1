import type {Impact} from '../../artifacts/danger-zone.ts'
import {type Graph, levelsFrom, reverseGraph, toGraph} from '../../base/graph.ts'
import type {Facts, References, SymbolId} from '../../facts/facts.ts'

/** Answers how many declarations depend on a symbol, tests and fixtures left out. All figures are lower bounds. */
export function createImpactOf(facts: Facts, references: References): (symbol: SymbolId) => Impact {
  const users: Graph = reverseGraph(
    toGraph(
      [],
      references.list.filter(one => isCounted(facts, one.from)).map(one => [one.from, one.to] as const)
    )
  )
  return symbol => {
    const [d1 = [], d2 = [], d3 = []] = levelsFrom(users, symbol, 3)
    const unresolved = references.unresolvedCalls.get(lastName(symbol)) ?? 0
    return {d1: d1.length, d2: d2.length, d3: d3.length, unresolved}
  }
}

function isCounted(facts: Facts, symbol: SymbolId): boolean {
  const role = facts.module(symbol.slice(0, symbol.lastIndexOf('#')))?.role
  return role !== 'test' && role !== 'fixture'
}

function lastName(symbol: SymbolId): string {
  const name = symbol.slice(symbol.lastIndexOf('#') + 1)
  return name.slice(name.lastIndexOf('.') + 1)
}
