import {compareBy} from '../base/compare.ts'
import type {DeclaredSymbol, Facts, Reference, References, SymbolId} from '../facts/facts.ts'
import {moduleOf} from '../facts/module-of.ts'
import {withoutTests} from '../facts/without-tests.ts'
import {listFlowsTo} from '../stages/enrich/flows.ts'
import {readMocks} from '../stages/triage/reach/mocks.ts'
import {findReachingTests, type ReachingTest} from './reaching-tests.ts'
import type {Session} from './session.ts'
import {spiedMembers} from './spied-members.ts'

/** A place that uses the symbol, or uses what does. */
export interface ImpactUse {
  readonly path: string
  /** 1-based. */
  readonly line: number
  /** The declaration it stands in, `''` for code at its module's top level. */
  readonly name: string
  readonly call: boolean
  /** What is named there, where that is not the symbol itself: a member of it, what it overrides, a dependent. */
  readonly through?: string
}

/** A chain of calls from an entry point, its last step the symbol. */
export interface ImpactFlow {
  readonly kind: string
  readonly name: string
  readonly path: string
  readonly steps: readonly {readonly path: string; readonly name: string}[]
}

export interface Impact {
  readonly symbol: DeclaredSymbol
  /**
   * Uses at distance 1, 2 and 3, tests left out; each level sorted by path and line, a declaration at its shortest
   * distance. Uses of what overrides the symbol stand in the first.
   */
  readonly levels: readonly [readonly ImpactUse[], readonly ImpactUse[], readonly ImpactUse[]]
  readonly flows: readonly ImpactFlow[]
  /** Entry points that export it or its class: code outside of the repository may use it. */
  readonly exportedBy: readonly {readonly name: string; readonly path: string}[]
  readonly tests: readonly ReachingTest[]
  /** Test files in the repository. */
  readonly testFiles: number
  /** Calls by its name, or that of one of its members, whose target stayed unknown. */
  readonly unresolved: number
  readonly source: 'types' | 'syntax'
}

/** Who depends on a declaration. Everything is a lower bound. */
export function findImpact(symbol: DeclaredSymbol, session: Session): Impact {
  const facts = session.facts()
  const references = session.references()
  const impact = session.impact()
  const whole = wholeOf(symbol, facts)
  const [first = [], ...further] = impact.uses(symbol.id, 3)
  const overriding = usesOfOverrides(symbol.id, withoutTests(references, facts))
  const near = new Set([...first, ...overriding].map(({from}) => from))
  const [d1 = [], d2 = [], d3 = []] = [
    [...first, ...overriding],
    ...further.map(level => level.filter(({from}) => !near.has(from)))
  ].map(level => toUses(level, symbol.id, facts))
  return {
    symbol,
    levels: [d1, d2, d3],
    flows: flowsTo(whole, facts, references),
    exportedBy: exportersOf(symbol, facts),
    tests: findReachingTests(whole, facts, references, mocksOf(session)),
    testFiles: facts.modules.filter(({role}) => role === 'test').length,
    unresolved: impact.of(symbol.id).unresolved,
    source: references.source
  }
}

/**
 * Uses of the members that override this one, or implement it: they change when its signature does, so an editor's search for
 * references shows them, too. What depends on them in turn need not depend on this one, and is not followed.
 */
function usesOfOverrides(symbol: SymbolId, {list, overrides = []}: References): Reference[] {
  const members = new Set([symbol])
  for (const id of members) for (const {member, base} of overrides) if (base === id) members.add(member)
  return list.filter(({from, to}) => to !== symbol && members.has(to) && !members.has(from))
}

function toUses(references: readonly Reference[], symbol: SymbolId, facts: Facts): ImpactUse[] {
  const uses = references.map(reference => toUse(reference, symbol, facts)).sort(byPlace)
  return uses.filter((use, index) => {
    const before = uses[index - 1]
    return before === undefined || byPlace(before, use) !== 0
  })
}

const byPlace = compareBy<ImpactUse>(
  ({path}) => path,
  ({line}) => line,
  ({name}) => name,
  ({through = ''}) => through
)

function toUse({from, to, line, call}: Reference, symbol: SymbolId, facts: Facts): ImpactUse {
  return {
    path: moduleOf(from),
    line,
    name: nameOf(from, facts),
    call,
    ...(to === symbol ? {} : {through: nameOf(to, facts)})
  }
}

/** Who runs a member runs a part of the whole. */
function wholeOf({id}: DeclaredSymbol, facts: Facts): SymbolId[] {
  return [id, ...facts.symbols.filter(each => each.id.startsWith(`${id}.`)).map(each => each.id)]
}

function flowsTo(symbols: readonly SymbolId[], facts: Facts, references: References): ImpactFlow[] {
  return listFlowsTo(symbols, facts, references).map(({entry, steps}) => ({
    ...entry,
    steps: steps.map(step => ({path: step.path, name: nameOf(step.symbol, facts)}))
  }))
}

/** By name, `.` or a subpath. */
function exportersOf({path, name}: DeclaredSymbol, facts: Facts) {
  const [holder = name] = name.split('.')
  const exports = (id: string) =>
    facts.module(id)?.exports.some(({symbol}) => symbol === `${path}#${holder}`) ?? false
  return facts.entryPoints
    .filter(({kind, path: id}) => (kind === 'exports' || kind === 'main') && exports(id))
    .map(entry => ({name: entry.name, path: entry.path}))
}

function mocksOf(session: Session) {
  const world = session.world()
  return (test: string) => {
    const ast = world.facts.ast(test)
    return ast
      ? {modules: new Set(readMocks(ast, world).keys()), members: spiedMembers(ast)}
      : {modules: new Set<string>(), members: new Set<string>()}
  }
}

function nameOf(id: SymbolId, facts: Facts): string {
  const symbol = facts.symbol(id)
  return symbol?.label ?? symbol?.name ?? id.slice(id.indexOf('#') + 1)
}
