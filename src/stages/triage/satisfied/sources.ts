import type {Action} from '../../../artifacts/action.ts'
import type {RefutedRow} from '../../../artifacts/architecture.ts'
import type {DangerZone, DangerZones, ForeignZone} from '../../../artifacts/danger-zone.ts'
import {foreignKeys, spokenLabel} from '../../../artifacts/danger-zones/foreign-key.ts'
import type {TriageItem} from '../../../artifacts/triage-row.ts'
import {escapePattern} from '../../../base/escape-pattern.ts'
import type {World} from '../../../claims/world.ts'
import type {TestReach} from '../reach/test-reach.ts'

/** What tells whether an action is done. */
export interface Sources {
  readonly zones: DangerZones | undefined
  readonly items: readonly TriageItem[]
  readonly world: World
  readonly reach: TestReach
  /** Claims that the code contradicts, as enrich wrote them; undefined when it has not run. */
  readonly refuted: readonly RefutedRow[] | undefined
}

export function openZone({zones}: Sources, label: string): DangerZone | undefined {
  return zones?.zones.find(({number}) => `DZ-${number}` === label)
}

/** The zone that the action is about: one that only stands where another stood is none. */
export function foreignZone(
  {zones}: Sources,
  label: string,
  {key, kind}: Pick<Action, 'key' | 'kind'>
): ForeignZone | undefined {
  const known = foreignKeys(zones?.foreign ?? []).get(label)
  return key === `${kind}/${known}` ? zones?.foreign.find(zone => zone.label === label) : undefined
}

/** Whether the label stands in the text as a word of its own. */
export function namesLabel(text: string, label: string): boolean {
  const literal = escapePattern(spokenLabel(label))
  return new RegExp(`(?<![\\w-])${literal}(?![\\w-]|\\.\\d)`, 'i').test(text)
}

/** The evidence for every one of them, joined; undefined when it is missing for one. */
export function allOf<T>(
  list: readonly T[],
  evidenceFor: (one: T) => string | undefined
): string | undefined {
  const evidence = list.map(evidenceFor)
  return evidence.some(each => each === undefined) ? undefined : evidence.join(', ')
}
