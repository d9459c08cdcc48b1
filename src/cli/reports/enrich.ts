import {reportedClaims} from '../../pipeline/check.ts'
import type {EnrichOutcome} from '../../pipeline/stages/enrich.ts'
import {claimFields} from '../../report/claims.ts'
import {claimLines} from '../../report/text/claims.ts'
import {countOf} from '../../report/text/count.ts'
import type {Report, View} from '../stage-command.ts'

/** The claims of ARCHITECTURE.md, for printing. The baseline and ignore comments silence refuted ones, as in `check`. */
export function enrichReport(outcome: EnrichOutcome, {options, paint}: View): Report {
  const {claims, refuted} = outcome
  return {
    fields: claimFields(options.all ? claims : reportedClaims(outcome)),
    text: claimLines(options.all ? claims : refuted, paint),
    summary: `${countOf(claims.length, 'claim')} judged, ${refuted.length} refuted`,
    gates: new Set(refuted.length > 0 ? ['refuted'] : [])
  }
}
