import {compareText} from '../base/compare.ts'
import {groupBy} from '../base/group-by.ts'
import type {Facts, ImportEdge, ModuleId} from '../facts/facts.ts'

// A document of a thousand claims asks as often, of a repository with many thousand imports.
const indexes = new WeakMap<Facts['imports'], ReadonlyMap<ModuleId, readonly ImportEdge[]>>()

/** The imports of these modules; by module and line. */
export function importsOf(modules: ReadonlySet<ModuleId>, {imports}: Pick<Facts, 'imports'>): ImportEdge[] {
  const index = indexes.get(imports) ?? groupBy(imports, ({from}) => from)
  indexes.set(imports, index)
  return [...modules].sort(compareText).flatMap(id => index.get(id) ?? [])
}
