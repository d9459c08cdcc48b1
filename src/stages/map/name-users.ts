import {compareText, sortedUnique} from '../../base/compare.ts'
import {groupBy} from '../../base/group-by.ts'
import type {ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'

const namedModules = 3
const namedComponents = 4

/**
 * `a`, `b` and others: up to three modules by their own names, more by their components, fullest first; of a component with a
 * single one of them that module is named.
 */
export function nameUsers(modules: readonly ModuleId[], components: readonly Component[]): string {
  const distinct = sortedUnique(modules)
  if (distinct.length <= namedModules) return distinct.map(id => `\`${id}\``).join(', ')
  const homeOf = homes(components)
  const groups = groupBy(distinct, id => homeOf.get(id) ?? id)
  const partial = new Set(components.filter(each => each.partial).map(({id}) => id))
  const names = [...groups]
    .sort(([a, left], [b, right]) => right.length - left.length || compareText(a, b))
    .map(([home, [only = home, ...more]]) =>
      more.length === 0 ? `\`${only}\`` : `\`${home}\`${partial.has(home) ? ' (rest)' : ''}`
    )
  const shown = names.slice(0, namedComponents)
  return names.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ')
}
