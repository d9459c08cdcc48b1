import type {TriageItem, TriageVerdict} from '../../artifacts/triage-row.ts'
import type {TriageOutcome} from '../../pipeline/stages/triage.ts'
import {itemFields} from '../../report/items.ts'
import {countOf} from '../../report/text/count.ts'
import {itemLines} from '../../report/text/items.ts'
import type {Report, View} from '../stage-command.ts'
import {select} from '../triage/selection.ts'

/** The items, with `--min-age` the old ones, for printing. People see what asks for a step; ticked items that hold only with `--all`. */
export function triageReport(outcome: TriageOutcome, {session, options}: View): Report {
  const {judged, problems} = select(outcome, options.minAge, session.history)
  const items = judged.map(({item, ageDays}) => (ageDays === undefined ? item : {...item, ageDays}))
  const shown = options.all ? items : items.filter(isShown)
  const phantoms = items.filter(({verdict}) => verdict === 'phantom').length
  return {
    fields: itemFields(items),
    text: itemLines(shown),
    summary: [countOf(items.length, 'item'), ...countVerdicts(items)].join(', '),
    gates: new Set(phantoms > 0 ? ['phantom'] : []),
    problems
  }
}

function isShown({checked, verdict, proof}: TriageItem): boolean {
  return proof !== undefined || !(checked && holds(verdict))
}

function holds(verdict: TriageVerdict): boolean {
  return verdict === 'implemented-tested' || verdict === 'implemented-untested'
}

const order: readonly TriageVerdict[] = [
  'implemented-tested',
  'implemented-untested',
  'stale-premise',
  'partial',
  'not-implemented',
  'phantom',
  'not-checkable',
  'cannot-tell'
]

function countVerdicts(items: TriageOutcome['items']): string[] {
  return order
    .map(verdict => ({verdict, count: items.filter(item => item.verdict === verdict).length}))
    .filter(({count}) => count > 0)
    .map(({verdict, count}) => `${count} ${verdict}`)
}
