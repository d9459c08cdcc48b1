/** What a person said instead of fixing a zone. */
export interface Acceptance {
  /** Printed in NEXT-ACTIONS.md. */
  readonly rationale: string
  /** Whether the person gave a reason after the colon. */
  readonly reasoned: boolean
}

const accepting = /^(accepted|false positive)\b\s*:?\s*(.*)$/i

/** Reads `accepted: reason` and `false positive: reason`; undefined for every other status. */
export function readAcceptance(status: string): Acceptance | undefined {
  const match = accepting.exec(status)
  if (!match) return undefined
  const reason = match[2] ?? ''
  const falsePositive = match[1]?.toLowerCase() === 'false positive'
  if (reason === '') return {rationale: `${match[1]?.toLowerCase()}, no reason given`, reasoned: false}
  return {rationale: falsePositive ? `false positive: ${reason}` : reason, reasoned: true}
}

/** Whether the status is one that the tool itself writes for a new zone. */
export function isUntouched(status: string): boolean {
  return status === 'open'
}

/** The status of a zone that is found again: `fixed` is contradicted by the find. */
export function stillFound(status: string): string {
  return /^fixed\b/i.test(status) ? 'open (was fixed)' : status
}

/** Whether a person has answered in the notes of a zone that it can happen. */
export function isConfirmed(notes = ''): boolean {
  return /^[\s>*_`-]*it is real\b/im.test(notes)
}
