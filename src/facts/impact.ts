import {compareText, sortedUnique} from '../base/compare.ts'
import type {Override, References, SymbolId} from './facts.ts'
import {lastName} from './last-name.ts'

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
 * on the symbol are found, and users of the member's siblings are not. Who calls a member through a base type may
 * run each override of it, and so depends on them.
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
  const usersThroughBase = overrideUsers(usersOf, references.overrides ?? [])
  const wholeOf = (symbol: SymbolId) => [symbol, ...(membersOf.get(symbol) ?? [])]

  const dependents = (symbol: SymbolId, depth: number): string[][] => {
    const seen = new Set(wholeOf(symbol))
    const levels: string[][] = []
    const more = (id: SymbolId, distance: number) =>
      // Of a whole, the users of its members' bases are left out: most of them never meet it.
      distance === 0 && id !== symbol ? [] : usersThroughBase(id)
    let frontier = [...seen]
    for (let distance = 0; distance < depth; distance++) {
      const next = new Set(
        frontier
          .flatMap(id => [...(usersOf.get(id) ?? []), ...more(id, distance)])
          .filter(id => !seen.has(id))
      )
      for (const id of next) seen.add(id)
      frontier = [...next].sort(compareText)
      levels.push(frontier)
    }
    return levels
  }
  const unresolvedOf = (symbol: SymbolId): number =>
    sortedUnique(wholeOf(symbol).map(id => lastName(id.slice(nameStart(id)))))
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

/** The users of what a member overrides; another override that calls its own base runs that alone. */
function overrideUsers(
  usersOf: ReadonlyMap<SymbolId, ReadonlySet<SymbolId>>,
  overrides: readonly Override[]
): (id: SymbolId) => SymbolId[] {
  const direct = new Map<SymbolId, Set<SymbolId>>()
  for (const {member, base} of overrides) addTo(direct, member, base)
  const basesOf = (id: SymbolId) => {
    const bases = new Set(direct.get(id))
    for (const base of bases) for (const next of direct.get(base) ?? []) bases.add(next)
    return bases
  }
  return id =>
    [...basesOf(id)].flatMap(base => [...(usersOf.get(base) ?? [])].filter(user => !basesOf(user).has(base)))
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

function nameStart(symbol: SymbolId): number {
  const privateField = symbol.lastIndexOf('.#')
  return symbol.lastIndexOf('#', privateField < 0 ? undefined : privateField) + 1
}
