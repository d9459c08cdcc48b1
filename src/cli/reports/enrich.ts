import {isBrokenByTypesAlone, reportedClaims} from '../../pipeline/check-result.ts'
import type {EnrichOutcome} from '../../pipeline/stages/enrich.ts'
import {claimFields} from '../../report/claims.ts'
import {enrichFields} from '../../report/enrich.ts'
import {claimLines} from '../../report/text/claims.ts'
import {countOf} from '../../report/text/count.ts'
import type {Report, View} from '../stage-command.ts'

/**
 * The claims of ARCHITECTURE.md, for printing. The baseline and ignore comments silence refuted ones, and types
 * alone gate nothing, as in `check`.
 */
export function enrichReport(outcome: EnrichOutcome, {session, options, paint, shows}: View): Report {
  const {claims, refuted, findings} = outcome
  const {flows, registries} = findings
  const unregistered = registries.flatMap(each => each.unregistered).filter(({path}) => shows(path))
  return {
    fields: {
      ...claimFields(options.all ? claims : reportedClaims(outcome)),
      ...enrichFields(findings, shows, id => session.facts().symbol(id))
    },
    text: claimLines(options.all ? claims : refuted, paint),
    summary: [
      `${countOf(claims.length, 'claim')} judged, ${refuted.length} refuted`,
      ...(flows.length > 0 ? [countOf(flows.length, 'flow')] : []),
      ...(unregistered.length > 0 ? [`${unregistered.length} unregistered`] : [])
    ].join(', '),
    gates: new Set(refuted.every(isBrokenByTypesAlone) ? [] : ['refuted'])
  }
}
