import type {Layout} from '../../repo/layout.ts'
import type {EntryPoint, Registration} from '../facts.ts'

/** What production code registers for calls from outside; listeners are called from inside. Sorted as the registrations. */
export function registeredEntries(
  registrations: readonly Registration[],
  {roleOf}: Pick<Layout, 'roleOf'>
): EntryPoint[] {
  return registrations.flatMap(({kind, name, path, line}) => {
    if (kind === 'listener' || roleOf(path) !== 'source') return []
    return [{kind, name, path, line}]
  })
}
