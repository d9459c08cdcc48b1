import type {ExportedName, Facts, ModuleId, SymbolId} from '../../facts/facts.ts'
import {findExport} from './exported-name.ts'

/** How many modules import a declaration, by whatever name and through whatever barrel; tests left out. */
export interface ImportCounts {
  of(module: ModuleId, exported: ExportedName): number
  /** Declarations by the number of modules that import them, in no order. */
  readonly bySymbol: ReadonlyMap<SymbolId, number>
}

const known = new WeakMap<Facts, ImportCounts>()

/** Counted once for each set of facts. An import of a whole module counts for no single name of it. */
export function countImports(facts: Facts): ImportCounts {
  const counts = known.get(facts) ?? count(facts)
  known.set(facts, counts)
  return counts
}

function count(facts: Facts): ImportCounts {
  const importers = new Map<SymbolId, Set<ModuleId>>()
  for (const {from, to, test, kind, names} of facts.imports) {
    if (test || kind === 'reexport') continue
    for (const {imported} of names) {
      const id = keyOf(to, findExport(to, imported, facts) ?? {name: imported})
      importers.set(id, (importers.get(id) ?? new Set()).add(from))
    }
  }
  const bySymbol = new Map([...importers].map(([id, modules]) => [id, modules.size] as const))
  return {bySymbol, of: (module, exported) => bySymbol.get(keyOf(module, exported)) ?? 0}
}

/** What did not resolve to a declaration counts for the module and name it was asked of. */
function keyOf(
  module: ModuleId,
  {name, symbol}: Pick<ExportedName, 'name'> & Partial<ExportedName>
): SymbolId {
  return symbol ?? `${module}#${name}`
}
