import {compareBy, compareText, sortedUnique} from '../base/compare.ts'
import {groupBy} from '../base/group-by.ts'
import type {Override, Reference, References, SymbolId} from './facts.ts'
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
  /** The references by which they depend, by the same distances: each level sorted by from, line, to. */
  uses(symbol: SymbolId, depth: number): Reference[][]
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
  // Only `uses` needs them.
  let referencesTo: Map<SymbolId, Reference[]> | undefined
  const membersOf = new Map<SymbolId, Set<SymbolId>>()
  for (const {from, to} of references.list) {
    addTo(usersOf, to, from)
    for (const id of [from, to]) {
      const holder = holderOf(id)
      if (holder !== undefined) addTo(membersOf, holder, id)
    }
  }
  const overridden = basesOf(references.overrides ?? [])
  const wholeOf = (symbol: SymbolId) => [symbol, ...(membersOf.get(symbol) ?? [])]
  /** What a dependent of `id` may name in place of it. Another override that calls its own base runs that alone. */
  const namesOf = (id: SymbolId, symbol: SymbolId, distance: number): readonly SymbolId[] =>
    // Of a whole, the users of its members' bases are left out: most of them never meet it.
    distance === 0 && id !== symbol ? [id] : [id, ...overridden(id)]
  const dependsBy = (user: SymbolId, name: SymbolId, id: SymbolId) =>
    name === id || !overridden(user).has(name)

  const steps = (symbol: SymbolId, depth: number): Step[] => {
    const seen = new Set(wholeOf(symbol))
    const found: Step[] = []
    let frontier = [...seen]
    for (let distance = 0; distance < depth; distance++) {
      const next = new Set<SymbolId>()
      for (const id of frontier)
        for (const name of namesOf(id, symbol, distance))
          for (const user of usersOf.get(name) ?? [])
            if (!seen.has(user) && dependsBy(user, name, id)) next.add(user)
      for (const id of next) seen.add(id)
      found.push({targets: frontier, dependents: [...next].sort(compareText)})
      frontier = found.at(-1)?.dependents ?? []
    }
    return found
  }
  const dependents = (symbol: SymbolId, depth: number) => steps(symbol, depth).map(step => step.dependents)
  const uses = (symbol: SymbolId, depth: number) => {
    referencesTo ??= groupBy(references.list, ({to}) => to)
    return steps(symbol, depth).map(({targets, dependents: users}, distance) => {
      const own = new Set(users)
      const found = targets.flatMap(id =>
        namesOf(id, symbol, distance).flatMap(name =>
          (referencesTo?.get(name) ?? []).filter(({from}) => own.has(from) && dependsBy(from, name, id))
        )
      )
      return [...new Set(found)].sort(byPlace)
    })
  }
  const unresolvedOf = (symbol: SymbolId): number =>
    sortedUnique(wholeOf(symbol).map(id => lastName(id.slice(nameStart(id)))))
      .map(name => references.unresolvedCalls.get(name) ?? 0)
      .reduce((sum, count) => sum + count, 0)

  return {
    dependents,
    uses,
    of(symbol) {
      const [d1, d2, d3] = dependents(symbol, 3).map(level => level.length)
      return {d1: d1 ?? 0, d2: d2 ?? 0, d3: d3 ?? 0, unresolved: unresolvedOf(symbol)}
    }
  }
}

/** What depends on the targets, one step further out. */
interface Step {
  readonly targets: readonly SymbolId[]
  readonly dependents: string[]
}

const byPlace = compareBy<Reference>(
  ({from}) => from,
  ({line}) => line,
  ({to}) => to,
  ({call}) => Number(call)
)

/** What a member overrides, and what that overrides. */
function basesOf(overrides: readonly Override[]): (id: SymbolId) => ReadonlySet<SymbolId> {
  const direct = new Map<SymbolId, Set<SymbolId>>()
  for (const {member, base} of overrides) addTo(direct, member, base)
  return id => {
    const bases = new Set(direct.get(id))
    for (const base of bases) for (const next of direct.get(base) ?? []) bases.add(next)
    return bases
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

function nameStart(symbol: SymbolId): number {
  const privateField = symbol.lastIndexOf('.#')
  return symbol.lastIndexOf('#', privateField < 0 ? undefined : privateField) + 1
}
