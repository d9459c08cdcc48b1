import type {Claim, JudgedClaim} from '../claims/claim.ts'

/** What a document says and what the code says to it, in a few words: `path src/old.ts: no such file (did you mean src/new.ts?)`. */
export function statement(claim: JudgedClaim): string {
  const {verdict, reason, evidence, suggestion} = claim
  const [first] = evidence
  const seen = first && verdict === 'refuted' ? ` (${first.path}:${first.line})` : ''
  const meant = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`
  return `${said(claim)}: ${reason}${seen}${meant}`
}

/** The statement alone. */
export function said({kind, subject, object}: Claim): string {
  if (object === undefined) return `${kind} ${subject}`
  const joint = {edge: 'to', absence: 'not to', count: 'is', symbol: 'in'} as Readonly<Record<string, string>>
  return `${kind} ${subject} ${joint[kind] ?? '->'} ${object}`
}
