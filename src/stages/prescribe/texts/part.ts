import {spokenLabel} from '../../../artifacts/danger-zones/foreign-key.ts'
import type {Cause} from '../causes/cause.ts'
import type {DraftTexts, EffortEstimate} from '../draft.ts'
import {gapText} from '../effort.ts'

/** The actions of one cause, by key, as far as there are any. */
export interface Chain {
  /** What comes before the refactor: the answer, then every test that pins one of its symbols. */
  readonly after: readonly string[]
  /** Its own test. */
  readonly pinned?: string
  readonly refactor?: string
  /** What follows the answer to its question. */
  readonly followed?: string
}

/** Writes the texts of one kind of action. `idOf` gives `NA-3` for a key. */
export type WriteTexts = (
  cause: Cause,
  chain: Chain,
  idOf: (key: string) => string,
  estimate: EffortEstimate
) => DraftTexts

/** `DZ-7 and DZ-8`; a zone that has only a number is `zone 3`. */
export function labelsOf({labels}: Cause): string {
  return labels.map(spokenLabel).join(' and ')
}

/** `has` or `have`. */
export function haveOf({labels}: Cause): string {
  return labels.length > 1 ? 'have' : 'has'
}

/** `look at …`, or a request to name the code when the zone names none. */
export function lookStep({places}: Cause): string {
  return places.length === 0 ? 'name the code it is about' : `look at ${places.join(', ')}`
}

/** What the detection gap means for who is to decide. */
export function perceived(cause: Cause): string {
  const silent = !cause.foreign && cause.gap === 3
  return silent ? 'silent and reached by no known test' : gapText(cause)
}
