import {compareText, sortedUnique} from '../../../base/compare.ts'
import type {Facts, ModuleId, References, SymbolId} from '../../../facts/facts.ts'
import type {FlowEntry} from '../flow.ts'
import {isWithin, moduleOf} from './call-graph.ts'
import {moduleStarts, type Start} from './starts.ts'

const fewestInTable = 3

/**
 * Functions that stand in a list or table of three or more, each from another module, and what such a table loads by `import()`; as
 * far as no call from `reached` leads there: who takes one out of the table calls it.
 */
export function findTableStarts(
  facts: Facts,
  references: References,
  reached: ReadonlySet<SymbolId>
): Start[] {
  const starts = [...tablesOf(facts, references)].flatMap(([table, members]) => {
    const entry: FlowEntry = {kind: 'table', name: facts.symbol(table)?.name ?? '', path: moduleOf(table)}
    return new Set([...members].map(moduleOf)).size < fewestInTable
      ? []
      : sortedUnique(members).flatMap(id =>
          id.endsWith('#') ? moduleStarts(moduleOf(id), entry, facts) : [{entry, symbol: id}]
        )
  })
  return starts.filter(({symbol, lines}) => lines !== undefined || !reached.has(symbol))
}

/** Functions by the table that holds them, and whole modules as `path#`; sorted by table. */
function tablesOf(facts: Facts, {list}: References): [SymbolId, ReadonlySet<SymbolId>][] {
  const held = new Map<SymbolId, Set<SymbolId>>()
  const add = (table: SymbolId, member: SymbolId) =>
    held.set(table, (held.get(table) ?? new Set()).add(member))
  for (const {from, to, call} of list)
    if (!call && isTable(from, facts) && isFunctionElsewhere(to, from, facts)) add(from, to)
  for (const {from, to, line, kind, test} of facts.imports) {
    const table = kind === 'dynamic' && !test && isSource(to, facts) ? tableAt(from, line, facts) : undefined
    // A function that the table takes out of the module says more than the module.
    if (table !== undefined && ![...(held.get(table) ?? [])].some(id => moduleOf(id) === to))
      add(table, `${to}#`)
  }
  return [...held].sort(([a], [b]) => compareText(a, b))
}

function tableAt(path: ModuleId, line: number, facts: Facts): SymbolId | undefined {
  return facts.symbols.find(
    symbol => symbol.path === path && isWithin(line, symbol) && isTable(symbol.id, facts)
  )?.id
}

function isTable(id: SymbolId, facts: Facts): boolean {
  const symbol = facts.symbol(id)
  return symbol?.kind === 'variable' && !symbol.callable && isSource(symbol.path, facts)
}

function isFunctionElsewhere(id: SymbolId, table: SymbolId, facts: Facts): boolean {
  const symbol = facts.symbol(id)
  const isFunction = symbol?.callable === true && (symbol.kind === 'function' || symbol.kind === 'variable')
  return isFunction && symbol.path !== moduleOf(table) && isSource(symbol.path, facts)
}

function isSource(path: ModuleId, facts: Facts): boolean {
  return facts.module(path)?.role === 'source'
}
