import type {JudgedClaim} from '../../claims/claim.ts'
import {statement} from '../statement.ts'
import {countOf} from './count.ts'
import type {Paint} from './paint.ts'

/**
 * One compiler-style line for each claim: `README.md:42:7 refuted: no such file: src/old.ts (did you mean src/new.ts?)`.
 * Of the `ungated` ones it says that they do not decide on the exit code.
 */
export function claimLines(
  claims: readonly JudgedClaim[],
  paint: Paint,
  ungated: ReadonlySet<JudgedClaim> = new Set()
): string {
  return claims.map(claim => `${claimLine(claim, paint, ungated.has(claim))}\n`).join('')
}

function claimLine(claim: JudgedClaim, paint: Paint, isUngated: boolean): string {
  const {doc, line, column, verdict} = claim
  const note = isUngated ? ' (not gated without --type-imports)' : ''
  return `${doc}:${line}:${column} ${paintVerdict(verdict, paint)}: ${statement(claim)}${note}`
}

function paintVerdict(verdict: JudgedClaim['verdict'], paint: Paint): string {
  if (verdict === 'refuted') return paint('red', verdict)
  return paint(verdict === 'verified' ? 'green' : 'yellow', verdict)
}

/** One line: how many claims of how many documents, by verdict. Silenced ones are counted apart. */
export function checkSummary(
  {claims, refuted}: {readonly claims: readonly JudgedClaim[]; readonly refuted: readonly JudgedClaim[]},
  documents: number,
  ungated = 0
): string {
  const count = (verdict: JudgedClaim['verdict']) => claims.filter(claim => claim.verdict === verdict).length
  const silenced = count('refuted') - refuted.length
  const types = ungated > 0 ? ` (${ungated} by types alone, not gated without --type-imports)` : ''
  return [
    `${countOf(claims.length, 'claim')} in ${countOf(documents, 'document')}: ${count('verified')} verified`,
    `${refuted.length} refuted${types}`,
    `${count('unverifiable')} unverifiable`,
    ...(silenced > 0 ? [`${silenced} known`] : [])
  ].join(', ')
}
