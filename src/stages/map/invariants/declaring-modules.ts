import type {Facts, ImportEdge, ModuleId} from '../../../facts/facts.ts'

/** The modules that declare what an import takes through barrels, for the names that resolve; `*` and a bare import give none. */
export function declaringModules({to, names}: ImportEdge, facts: Facts): ModuleId[] {
  const exported = new Map(facts.module(to)?.exports.map(each => [each.name, each.symbol]))
  return names.flatMap(({imported}) => {
    const symbol = exported.get(imported)
    return (symbol === undefined ? undefined : facts.symbol(symbol)?.path) ?? []
  })
}
