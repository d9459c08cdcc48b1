import {compareBy, compareText} from '../../base/compare.ts'
import type {DeclaredSymbol, ExportedName, Facts, ModuleId} from '../../facts/facts.ts'
import {countImports} from './import-counts.ts'

/** A name that some modules offer. */
export interface ListedExport {
  /** Of a default export the name it was declared under, else its file's. */
  readonly name: string
  /** Whether something of it is there at run time. */
  readonly isValue: boolean
  /** How many modules import it. */
  readonly uses: number
  /** Whether it is declared in one of the modules. */
  readonly own: boolean
}

/**
 * What the modules export, sorted by name, no duplicates: their own declarations, or of mere barrels what they hand on.
 * A default export that did not resolve is left out.
 */
export function listExports(modules: readonly ModuleId[], facts: Facts): ListedExport[] {
  const all = modules.flatMap(id => listEveryExport(id, facts))
  const own = all.filter(each => each.own)
  const byName = new Map<string, ListedExport>()
  for (const each of own.length > 0 ? own : all) {
    const present = byName.get(each.name)
    if (!present || present.uses < each.uses) byName.set(each.name, each)
  }
  return [...byName.values()].sort(compareBy(({name}) => name))
}

/** What one module exports, its own and what it hands on. */
export function listEveryExport(module: ModuleId, facts: Facts): ListedExport[] {
  return (facts.module(module)?.exports ?? []).flatMap(each => toListed(module, each, facts))
}

/** Values before types, then what more modules import, then by name. */
export function byUse(left: ListedExport, right: ListedExport): number {
  return (
    Number(right.isValue) - Number(left.isValue) ||
    right.uses - left.uses ||
    compareText(left.name, right.name)
  )
}

function toListed(module: ModuleId, exported: ExportedName, facts: Facts): ListedExport[] {
  const symbol = exported.symbol === undefined ? undefined : facts.symbol(exported.symbol)
  const name = exported.name === 'default' ? nameOf(symbol) : exported.name
  if (name === undefined) return []
  const isValue = !exported.typeOnly && symbol?.kind !== 'interface' && symbol?.kind !== 'type'
  return [{name, isValue, uses: countImports(facts).of(module, exported), own: !exported.reexported}]
}

/** The name a reader knows a declaration by: of an anonymous default export its file's. */
export function nameOf(symbol: DeclaredSymbol | undefined): string | undefined {
  return symbol?.label ?? (symbol && symbol.name !== 'default' ? symbol.name : undefined)
}
