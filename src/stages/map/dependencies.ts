import {compareBy, sortedUnique} from '../../base/compare.ts'
import type {ImportEdge, ImportKind, ModuleId} from '../../facts/facts.ts'
import type {Component, Dependency} from './component.ts'

/**
 * What components import of each other, tests and fixtures left out. Sorted by from, to.
 *
 * A dependency whose kinds are all `type` binds nothing at run time.
 */
export function findDependencies(
  components: readonly Component[],
  imports: readonly ImportEdge[]
): Dependency[] {
  const homeOf = homes(components)
  const groups = new Map<string, {from: string; to: string; kinds: ImportKind[]}>()
  for (const edge of imports) {
    const from = homeOf.get(edge.from)
    const to = homeOf.get(edge.to)
    if (edge.test || from === undefined || to === undefined || from === to) continue
    const key = `${from}\n${to}`
    const group = groups.get(key) ?? {from, to, kinds: []}
    group.kinds.push(edge.typeOnly ? 'type' : edge.kind)
    groups.set(key, group)
  }
  return [...groups.values()]
    .map(({from, to, kinds}) => ({
      from,
      to,
      kinds: sortedUnique(kinds) as ImportKind[],
      weight: kinds.length
    }))
    .sort(
      compareBy(
        ({from}) => from,
        ({to}) => to
      )
    )
}

/** Whether something of the dependency is left after compilation. */
export function bindsAtRunTime(dependency: Dependency): boolean {
  return dependency.kinds.some(kind => kind !== 'type')
}

/** Component id by module. */
export function homes(components: readonly Component[]): Map<ModuleId, string> {
  return new Map(components.flatMap(({id, modules}) => modules.map(module => [module, id] as const)))
}
