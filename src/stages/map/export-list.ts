import {compareBy, compareText} from '../../base/compare.ts'
import type {DeclaredSymbol, EntryPointKind, ExportedName, Facts, ModuleId} from '../../facts/facts.ts'
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
  /** Whether it is a function or a class. */
  readonly callable: boolean
  /** Whether the file that declares it, or the folder of that index, bears its name. */
  readonly titular: boolean
}

/**
 * What the modules export, sorted by name, no duplicates: their own declarations, and what mere barrels and modules that a
 * manifest offers to others hand on. A default export that did not resolve is left out.
 */
export function listExports(modules: readonly ModuleId[], facts: Facts): ListedExport[] {
  const all = modules.flatMap(id => listEveryExport(id, facts).map(each => ({id, each})))
  const isBarrel = !all.some(({each}) => each.own)
  const offered = new Set(facts.entryPoints.flatMap(({kind, path}) => (isOffered(kind) ? path : [])))
  const byName = new Map<string, ListedExport>()
  for (const {id, each} of all) {
    if (!isBarrel && !each.own && !offered.has(id)) continue
    const present = byName.get(each.name)
    if (!present || present.uses < each.uses) byName.set(each.name, each)
  }
  return [...byName.values()].sort(compareBy(({name}) => name))
}

function isOffered(kind: EntryPointKind): boolean {
  return kind === 'exports' || kind === 'main'
}

/** What one module exports, its own and what it hands on; a default export that has a name as well goes by that. */
export function listEveryExport(module: ModuleId, facts: Facts): ListedExport[] {
  const exported = facts.module(module)?.exports ?? []
  const named = new Set(exported.flatMap(({name, symbol}) => (name === 'default' ? [] : (symbol ?? []))))
  return exported
    .filter(({name, symbol}) => name !== 'default' || symbol === undefined || !named.has(symbol))
    .flatMap(each => toListed(module, each, facts))
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
  const callable = symbol !== undefined && (symbol.callable || symbol.kind === 'class')
  const titular = symbol !== undefined && titleOf(symbol.path) === name.toLowerCase()
  const uses = countImports(facts).of(module, exported)
  return [{name, isValue, uses, own: !exported.reexported, callable, titular}]
}

/** `action` for `api/action.ts` and `api/action/index.ts`. */
function titleOf(path: ModuleId): string {
  const [file = '', folder = ''] = path.split('/').reverse()
  const stem = file.replace(/\.[^.]+$/, '')
  return (stem === 'index' ? folder : stem).toLowerCase()
}

/** The name a reader knows a declaration by: of an anonymous default export its file's, else the one others import. */
export function nameOf(symbol: DeclaredSymbol | undefined): string | undefined {
  if (!symbol || symbol.label !== undefined) return symbol?.label
  const names = symbol.exportedAs.filter(name => name !== 'default')
  const [own = symbol.name] = names.includes(symbol.name) ? [] : names
  return own === 'default' ? undefined : own
}
