import type {RunOutcome} from '../../pipeline/run.ts'
import type {Report, View} from '../stage-command.ts'
import {enrichReport} from './enrich.ts'
import {huntReport} from './hunt.ts'
import {mapReport} from './map.ts'
import {prescribeReport} from './prescribe.ts'
import {triageReport} from './triage.ts'

/** All stages side by side. For people the artifacts are the result: the lists are in them. */
export function runReport(outcome: RunOutcome, view: View): Report {
  const reports = [
    mapReport(outcome.mapped, view),
    enrichReport(outcome.enriched, view),
    huntReport(outcome.hunted, view),
    triageReport(outcome.triaged, view),
    prescribeReport(outcome.prescribed, view)
  ]
  return {
    fields: Object.assign({}, ...reports.map(({fields}) => fields)) as object,
    text: '',
    summary: reports.map(({summary}) => summary).join('\n'),
    gates: new Set(reports.flatMap(({gates}) => [...gates]))
  }
}
