import type {ExportedName, Facts, ModuleId} from '../../facts/facts.ts'

const known = new WeakMap<Facts, Map<ModuleId, ReadonlyMap<string, ExportedName>>>()

/** What a module exports under a name; a barrel of thousands is read once. */
export function findExport(module: ModuleId, name: string, facts: Facts): ExportedName | undefined {
  const modules = known.get(facts) ?? new Map<ModuleId, ReadonlyMap<string, ExportedName>>()
  known.set(facts, modules)
  const names = modules.get(module) ?? new Map(facts.module(module)?.exports.map(each => [each.name, each]))
  modules.set(module, names)
  return names.get(name)
}
