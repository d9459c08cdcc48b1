import {compareBy} from '../../base/compare.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'

const fewestImporters = 3

/**
 * Modules that more than half of all components import from outside their own, types included, tests left out; most
 * importing components first, then by path.
 */
export function findCrossCuttingModules(facts: Facts, components: readonly Component[]): ModuleId[] {
  const homeOf = homes(components)
  const importers = new Map<ModuleId, Set<string>>()
  for (const {from, to, test} of facts.imports) {
    const home = homeOf.get(from)
    if (test || home === undefined || !homeOf.has(to) || home === homeOf.get(to)) continue
    importers.set(to, (importers.get(to) ?? new Set()).add(home))
  }
  return [...importers]
    .map(([id, by]) => ({id, count: by.size}))
    .filter(({count}) => count >= fewestImporters && count * 2 > components.length)
    .sort(
      compareBy(
        ({count}) => -count,
        ({id}) => id
      )
    )
    .map(({id}) => id)
}
