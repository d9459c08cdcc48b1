import {sortedUnique} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import type {Facts, ModuleId, RegistrationKind} from '../../../facts/facts.ts'
import {type ExtensionPoint, fewestAlike} from './point.ts'

/** A listener is no one's menu. */
const menus: ReadonlySet<RegistrationKind> = new Set(['route', 'command', 'worker', 'schedule'])

/** Modules that register three or more commands, routes, workers or jobs of different names. */
export function findRegistered(modules: readonly ModuleId[], facts: Facts): ExtensionPoint[] {
  const sources = new Set(modules)
  const own = facts.registrations.filter(({path, kind}) => sources.has(path) && menus.has(kind))
  return [...groupBy(own, ({path, kind}) => `${path}\n${kind}`).values()].flatMap(group => {
    const [first] = group
    const members = sortedUnique(group.map(({name}) => name).filter(name => name !== ''))
    return first && members.length >= fewestAlike ? [{members, path: first.path, registers: first.kind}] : []
  })
}
