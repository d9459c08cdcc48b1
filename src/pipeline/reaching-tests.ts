import {compareBy} from '../base/compare.ts'
import {groupBy} from '../base/group-by.ts'
import type {Facts, ModuleId, Reference, References, SymbolId} from '../facts/facts.ts'
import {moduleOf} from '../facts/module-of.ts'

/** A test file that runs a symbol, by a chain of calls. */
export interface ReachingTest {
  readonly path: ModuleId
  /** 1-based, of the call in the test file that the chain begins with. */
  readonly line: number
  /** From the test's first call to the symbol. */
  readonly chain: readonly SymbolId[]
}

/** What a test file puts in place of real code. */
export interface Mocks {
  readonly modules: ReadonlySet<ModuleId>
  /** Names of members that it spies on: a spy that lets the call pass is taken for one that does not. */
  readonly members: ReadonlySet<string>
}

/** Longer chains say little: nearly everything is near everything. */
const maximumDepth = 6

/**
 * The tests that reach any of the symbols through calls, by the shortest chain each, sorted by its length, then path.
 * A test that mocks a module or a member of its chain does not reach, nor one that mocks the module which may hand the object of a
 * call on. A lower bound: calls that did not resolve are not followed.
 */
export function findReachingTests(
  symbols: readonly SymbolId[],
  facts: Facts,
  references: References,
  mocksOf: (test: ModuleId) => Mocks
): ReachingTest[] {
  const callsOf = groupBy(
    references.list.filter(({call}) => call),
    ({to}) => to
  )
  const importsOf = groupBy(
    facts.imports.filter(({typeOnly}) => !typeOnly),
    ({from}) => from
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
    if (!isCut([from, ...chain], mocksOf(path))) found.set(path, {path, line, chain})
  }

  function isCut(ids: readonly SymbolId[], {modules, members}: Mocks): boolean {
    return ids.some(
      (id, index) =>
        index > 0 &&
        (modules.has(moduleOf(id)) ||
          members.has(lastName(id)) ||
          isHandedOn(ids[index - 1] ?? '', id, modules))
    )
  }

  /** Whether a method is called on what a mocked module may have given: `storage.save()` of `import storage from './storage.ts'`. */
  function isHandedOn(caller: SymbolId, method: SymbolId, mocked: ReadonlySet<ModuleId>): boolean {
    if (mocked.size === 0 || !method.includes('.', method.indexOf('#'))) return false
    const [from, to] = [moduleOf(caller), moduleOf(method)]
    const taken = importsOf.get(from) ?? []
    return from !== to && !taken.some(edge => edge.to === to) && taken.some(edge => mocked.has(edge.to))
  }

  /** Helpers inside tests call on. */
  function addCaller({from, to}: Reference): SymbolId[] {
    if (chains.has(from) || from.endsWith('#')) return []
    chains.set(from, [from, ...(chains.get(to) ?? [])])
    return [from]
  }
}

function lastName(id: SymbolId): string {
  return id.slice(Math.max(id.indexOf('#'), id.lastIndexOf('.')) + 1)
}
