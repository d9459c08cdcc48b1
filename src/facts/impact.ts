import {compareText, sortedUnique} from '../base/compare.ts'
import type {References, SymbolId} from './facts.ts'

/** How many declarations depend on a symbol, by distance. All figures are lower bounds. */
export interface ImpactFigures {
  readonly d1: number
  readonly d2: number
  readonly d3: number
  /** Calls by the symbol's name, or by that of one of its members, whose target stayed unknown. */
  readonly unresolved: number
}

export interface ImpactIndex {
  of(symbol: SymbolId): ImpactFigures
  /**
   * Declarations by distance, index 0 holds distance 1; each once, at its shortest distance, levels sorted.
   * A module's top level counts as one declaration, `path#`.
   */
  dependents(symbol: SymbolId, depth: number): string[][]
}

/**
 * Answers who depends on what.
 *
 * For a class, interface or enum a use of a member is a use of the whole, and its own members are no dependents:
 * who calls `Lock.acquire` breaks when `Lock` does. The other way round does not hold: who makes a `Lock` need not
 * depend on `Lock.release`. On the way outward a user counts as what it is, so that users of a member that depends
 * on the symbol are found, and users of the member's siblings are not.
 */
export function createImpact(references: References): ImpactIndex {
  const usersOf = new Map<SymbolId, Set<SymbolId>>()
  const membersOf = new Map<SymbolId, Set<SymbolId>>()
  for (const {from, to} of references.list) {
    addTo(usersOf, to, from)
    for (const id of [from, to]) {
      const holder = holderOf(id)
      if (holder !== undefined) addTo(membersOf, holder, id)
    }
  }
  const wholeOf = (symbol: SymbolId) => [symbol, ...(membersOf.get(symbol) ?? [])]

  const dependents = (symbol: SymbolId, depth: number): string[][] => {
    const seen = new Set(wholeOf(symbol))
    const levels: string[][] = []
    let frontier = [...seen]
    for (let distance = 0; distance < depth; distance++) {
      const next = new Set(frontier.flatMap(id => [...(usersOf.get(id) ?? [])]).filter(id => !seen.has(id)))
      for (const id of next) seen.add(id)
      frontier = [...next].sort(compareText)
      levels.push(frontier)
    }
    return levels
  }
  const unresolvedOf = (symbol: SymbolId): number =>
    sortedUnique(wholeOf(symbol).map(lastName))
      .map(name => references.unresolvedCalls.get(name) ?? 0)
      .reduce((sum, count) => sum + count, 0)

  return {
    dependents,
    of(symbol) {
      const [d1, d2, d3] = dependents(symbol, 3).map(level => level.length)
      return {d1: d1 ?? 0, d2: d2 ?? 0, d3: d3 ?? 0, unresolved: unresolvedOf(symbol)}
    }
  }
}

function addTo<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key)
  if (values) values.add(value)
  else map.set(key, new Set([value]))
}

/** `path#Lock` of `path#Lock.acquire`. Paths may hold dots and hashes, names no hash but a private field's first. */
function holderOf(symbol: SymbolId): SymbolId | undefined {
  const dot = symbol.indexOf('.', nameStart(symbol))
  return dot < 0 ? undefined : symbol.slice(0, dot)
}

function lastName(symbol: SymbolId): string {
  const name = symbol.slice(nameStart(symbol))
  return name.slice(name.lastIndexOf('.') + 1)
}

function nameStart(symbol: SymbolId): number {
  const privateField = symbol.lastIndexOf('.#')
  return symbol.lastIndexOf('#', privateField < 0 ? undefined : privateField) + 1
}
