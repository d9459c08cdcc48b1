import type {Action} from '../../../artifacts/action.ts'
import {foreignZone, openZone, type Sources} from './sources.ts'

/**
 * A zone that is merely over the budget of the report is no resolved one: it must be listed as resolved. Of a zone that a
 * person or another tool wrote, a person has to say that it is fixed.
 */
export function zonesResolved(action: Action, sources: Sources): string | undefined {
  const {zones: labels} = action
  const resolved = new Set((sources.zones?.resolved ?? []).map(({number}) => `DZ-${number}`))
  const own = labels.filter(label => !foreignZone(sources, label, action))
  const foreign = labels.filter(label => !own.includes(label))
  const isFixed = (label: string) => /^fixed\b/i.test(foreignZone(sources, label, action)?.status ?? '')
  if (!own.every(label => resolved.has(label) && !openZone(sources, label)) || !foreign.every(isFixed))
    return undefined
  return [
    ...(own.length > 0 ? [`hunt no longer reports ${own.join(', ')}`] : []),
    ...(foreign.length > 0 ? [`a person says \`Status: fixed\` in ${foreign.join(', ')}`] : [])
  ].join(', ')
}
