import {findLoadRings, hasRingWithTypes} from '../../../claims/load-rings.ts'
import type {InvariantRule} from './input.ts'

/** That no files form a ring, and whether type-only imports do, since either alone would mislead. */
export const noRings: InvariantRule = ({facts}) => {
  const importing = new Set(
    facts.imports.filter(({test, typeOnly}) => !test && !typeOnly).map(({from}) => from)
  )
  if (importing.size === 0 || findLoadRings(facts).length > 0) return []
  const types = hasRingWithTypes(facts) ? ' Imports that only bring types do close rings.' : ''
  return [
    {
      text: `No ring of value imports between files.${types}`,
      holds: importing.size,
      of: importing.size,
      counted: 'files that import values of others'
    }
  ]
}
