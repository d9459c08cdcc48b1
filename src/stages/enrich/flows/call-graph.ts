import {sortedUnique} from '../../../base/compare.ts'
import type {Facts, ModuleId, References, SymbolId} from '../../../facts/facts.ts'
import type {IsDeferred, Lines} from './deferred-code.ts'
import {isFailure} from './failure.ts'

/** Calls that production code holds. */
export interface CallGraph {
  /** What a declaration calls when it runs, sorted; itself left out. */
  calledBy(id: SymbolId): readonly SymbolId[]
  /** What code between two lines of a module calls, sorted. */
  calledIn(path: ModuleId, lines: Lines): readonly SymbolId[]
}

interface Call {
  readonly to: SymbolId
  readonly line: number
}

/**
 * The calls that resolved, from code that runs when its declaration does. A call of an interface's member may lead anywhere and is
 * left out, as are errors that are made, unless `wanted` names them, and what gives a variable its value: that runs while the module loads, not when the
 * variable is used.
 */
export function createCallGraph(
  facts: Facts,
  references: References,
  isDeferred: IsDeferred,
  wanted: readonly SymbolId[] = []
): CallGraph {
  const production = new Set(facts.modules.filter(({role}) => role === 'source').map(({id}) => id))
  const holdsCode = (id: SymbolId) => {
    const dot = id.indexOf('.', id.indexOf('#'))
    const holder = dot < 0 ? undefined : facts.symbol(id.slice(0, dot))
    return production.has(moduleOf(id)) && holder?.kind !== 'interface' && holder?.kind !== 'type'
  }
  const runs = (id: SymbolId) => {
    const symbol = facts.symbol(id)
    return symbol?.kind !== 'variable' || symbol.callable
  }
  const bySymbol = new Map<SymbolId, Call[]>()
  const byModule = new Map<ModuleId, Call[]>()
  for (const {from, to, call, line} of references.list) {
    // Where an error is made, the way that a reader wants to follow has ended.
    if (
      !call ||
      !production.has(moduleOf(from)) ||
      !holdsCode(to) ||
      (isFailure(to, facts) && !wanted.includes(to))
    )
      continue
    if (runs(from)) add(bySymbol, from, {to, line})
    add(byModule, moduleOf(from), {to, line})
  }
  return {
    calledBy: memoize(id =>
      targets(
        (bySymbol.get(id) ?? []).filter(({line}) => !isDeferred(moduleOf(id), line, ownLines(id, facts)))
      )
    ),
    calledIn: (path, lines) =>
      targets(
        (byModule.get(path) ?? []).filter(({line}) => isWithin(line, lines) && !isDeferred(path, line, lines))
      )
  }
}

/** A declaration that is itself kept in an object, or given back by what makes it, runs when it is called. */
function ownLines(id: SymbolId, facts: Facts): Lines | undefined {
  const symbol = facts.symbol(id)
  return symbol?.callable ? {startLine: symbol.startLine, endLine: symbol.endLine} : undefined
}

export function isWithin(line: number, {startLine, endLine}: Lines): boolean {
  return line >= startLine && line <= endLine
}

function targets(calls: readonly Call[]): readonly SymbolId[] {
  return sortedUnique(calls.map(({to}) => to))
}

function memoize(read: (id: SymbolId) => readonly SymbolId[]): (id: SymbolId) => readonly SymbolId[] {
  const known = new Map<SymbolId, readonly SymbolId[]>()
  return id => {
    const found = known.get(id) ?? read(id)
    known.set(id, found)
    return found
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}

/** The module of a declaration. */
export function moduleOf(id: SymbolId): string {
  return id.slice(0, id.indexOf('#'))
}
