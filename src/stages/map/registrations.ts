import type {RegistrationRow} from '../../artifacts/detailed-design.ts'
import type {Facts} from '../../facts/facts.ts'
import type {Component} from './component.ts'

/**
 * Listeners that the component hangs on objects, sorted by path, line. A lower bound. What else it registers is an entry point
 * and stands there.
 */
export function findRegistrations({modules}: Component, facts: Facts): RegistrationRow[] {
  const own = new Set(modules)
  return facts.registrations
    .filter(({kind, path}) => kind === 'listener' && own.has(path))
    .map(({on, call, name, path, line}) => ({on, call, event: name, path, line}))
}
