import type {JudgedClaim} from '../../claims/claim.ts'
import {countOf} from './count.ts'
import type {Paint} from './paint.ts'

/** One compiler-style line for each claim: `README.md:42:7 refuted: no such file: src/old.ts (did you mean src/new.ts?)`. */
export function claimLines(claims: readonly JudgedClaim[], paint: Paint): string {
  return claims.map(claim => `${claimLine(claim, paint)}\n`).join('')
}

function claimLine(claim: JudgedClaim, paint: Paint): string {
  const {doc, line, column, verdict, reason, evidence, suggestion} = claim
  const [first] = evidence
  const seen = first && verdict === 'refuted' ? ` (${first.path}:${first.line})` : ''
  const meant = suggestion === undefined ? '' : ` (did you mean ${suggestion}?)`
  return `${doc}:${line}:${column} ${paintVerdict(verdict, paint)}: ${statement(claim)}: ${reason}${seen}${meant}`
}

function paintVerdict(verdict: JudgedClaim['verdict'], paint: Paint): string {
  if (verdict === 'refuted') return paint('red', verdict)
  return paint(verdict === 'verified' ? 'green' : 'yellow', verdict)
}

/** What the document says, in a few words. */
function statement({kind, subject, object}: JudgedClaim): string {
  if (object === undefined) return `${kind} ${subject}`
  const joint = {edge: 'to', absence: 'not to', count: 'is', symbol: 'in'} as Readonly<Record<string, string>>
  return `${kind} ${subject} ${joint[kind] ?? '->'} ${object}`
}

/** One line: how many claims of how many documents, by verdict. Silenced ones are counted apart. */
export function checkSummary(
  {claims, refuted}: {readonly claims: readonly JudgedClaim[]; readonly refuted: readonly JudgedClaim[]},
  documents: number
): string {
  const count = (verdict: JudgedClaim['verdict']) => claims.filter(claim => claim.verdict === verdict).length
  const silenced = count('refuted') - refuted.length
  return [
    `${countOf(claims.length, 'claim')} in ${countOf(documents, 'document')}: ${count('verified')} verified`,
    `${refuted.length} refuted`,
    `${count('unverifiable')} unverifiable`,
    ...(silenced > 0 ? [`${silenced} known`] : [])
  ].join(', ')
}
