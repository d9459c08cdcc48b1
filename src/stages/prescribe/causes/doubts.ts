import type {DangerZone} from '../../../artifacts/danger-zone.ts'
import {isConfirmed} from '../../../artifacts/danger-zones/status.ts'
import {withoutStop} from '../phrase.ts'
import type {Doubt} from './cause.ts'

/** Whether its confidence is low and nobody has answered. */
export function isGuess(zone: DangerZone): boolean {
  return zone.confidence === 'low' && !isConfirmed(zone.notes)
}

/** The undecided challenges of a zone, unless its notes answer them; their evidence begins with the question. */
export function doubtsOf(zone: DangerZone): Doubt[] {
  if (isConfirmed(zone.notes)) return []
  return zone.challenged
    .filter(({verdict}) => verdict === 'undecided')
    .map(({kill, evidence}) => {
      const question = /^(?:`[^`]*`|[^`?])*\?(?=\s|$)/.exec(evidence)?.[0]
      return {kill, question, known: withoutStop(evidence.slice(question?.length ?? 0).trim())}
    })
}
