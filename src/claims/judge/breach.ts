import type {ImportKind} from '../../facts/facts.ts'
import type {Judgement, Place} from '../claim.ts'
import {judgement, refuted} from './verdict.ts'

/** An import that a rule does not allow. */
export interface Breach extends Place {
  readonly typeOnly: boolean
  readonly kind?: ImportKind
}

/**
 * A rule that imports break, at least one. The reason says how: `imports it`, `requires it`, `re-exports it`, or
 * `type-only` when every import is gone after compilation; then `onlyTypes` decides, since some words allow that.
 */
export function breachOf(found: readonly Breach[], onlyTypes: Judgement['verdict'] = 'refuted'): Judgement {
  const values = found.filter(({typeOnly}) => !typeOnly)
  if (values.length === 0) return judgement(onlyTypes, 'type-only', found)
  return refuted(reasonOf(values), values)
}

function reasonOf(values: readonly Breach[]): string {
  if (values.every(({kind}) => kind === 'reexport')) return 're-exports it'
  return values.every(({kind}) => kind === 'require') ? 'requires it' : 'imports it'
}
