import {compareText, sortedUnique} from '../../base/compare.ts'
import type {ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {homes} from './dependencies.ts'

const namedModules = 3
const namedComponents = 4

/** `a`, `b` and others: up to three modules by their own names, more by their components, fullest first. */
export function nameUsers(modules: readonly ModuleId[], components: readonly Component[]): string {
  const distinct = sortedUnique(modules)
  if (distinct.length <= namedModules) return distinct.map(id => `\`${id}\``).join(', ')
  const homeOf = homes(components)
  const counts = new Map<string, number>()
  for (const id of distinct) {
    const home = homeOf.get(id) ?? id
    counts.set(home, (counts.get(home) ?? 0) + 1)
  }
  const partial = new Set(components.filter(each => each.partial).map(({id}) => id))
  const names = [...counts]
    .sort(([a, left], [b, right]) => right - left || compareText(a, b))
    .map(([path]) => `\`${path}\`${partial.has(path) ? ' (rest)' : ''}`)
  const shown = names.slice(0, namedComponents)
  return names.length > shown.length ? `${shown.join(', ')} and others` : shown.join(', ')
}
