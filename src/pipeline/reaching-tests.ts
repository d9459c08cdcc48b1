import {compareBy} from '../base/compare.ts'
import {groupBy} from '../base/group-by.ts'
import type {Facts, ModuleId, Reference, References, SymbolId} from '../facts/facts.ts'

/** A test file that runs a symbol, by a chain of calls. */
export interface ReachingTest {
  readonly path: ModuleId
  /** 1-based, of the call in the test file that the chain begins with. */
  readonly line: number
  /** From the test's first call to the symbol. */
  readonly chain: readonly SymbolId[]
}

/** Longer chains say little: nearly everything is near everything. */
const maximumDepth = 6

/**
 * The tests that reach any of the symbols through calls, by the shortest chain each, sorted by its length, then path.
 * A test that mocks a module of its chain does not reach. A lower bound: calls that did not resolve are not followed.
 */
export function findReachingTests(
  symbols: readonly SymbolId[],
  facts: Facts,
  references: References,
  mockedBy: (test: ModuleId) => ReadonlySet<ModuleId>
): ReachingTest[] {
  const callsOf = groupBy(
    references.list.filter(({call}) => call),
    ({to}) => to
  )
  const found = new Map<ModuleId, ReachingTest>()
  const chains = new Map<SymbolId, readonly SymbolId[]>(symbols.map(id => [id, [id]]))
  let frontier = [...symbols]
  for (let depth = 0; depth < maximumDepth && frontier.length > 0; depth++) {
    const calls = frontier.flatMap(id => callsOf.get(id) ?? [])
    for (const call of calls) addTest(call)
    frontier = calls.flatMap(call => addCaller(call))
  }
  return [...found.values()].sort(
    compareBy(
      ({chain}) => chain.length,
      ({path}) => path
    )
  )

  function addTest({from, to, line}: Reference): void {
    const path = moduleOf(from)
    const chain = chains.get(to) ?? []
    if (facts.module(path)?.role !== 'test' || found.has(path)) return
    const mocked = mockedBy(path)
    if (!chain.some(id => mocked.has(moduleOf(id)))) found.set(path, {path, line, chain})
  }

  /** Helpers inside tests call on. */
  function addCaller({from, to}: Reference): SymbolId[] {
    if (chains.has(from) || from.endsWith('#')) return []
    chains.set(from, [from, ...(chains.get(to) ?? [])])
    return [from]
  }
}

function moduleOf(id: SymbolId): ModuleId {
  return id.slice(0, id.indexOf('#'))
}
