import type {PrescribeOutcome} from '../../pipeline/stages/prescribe.ts'
import {actionFields} from '../../report/actions.ts'
import {actionLines} from '../../report/text/actions.ts'
import {countOf} from '../../report/text/count.ts'
import type {Report} from '../stage-command.ts'

/** The plan, for printing. It is one for the whole root: a step outside of DIR may have to come first. */
export function prescribeReport(plan: PrescribeOutcome): Report {
  const open = plan.actions.filter(({section}) => section !== 'done')
  const now = open.filter(({section}) => section === 'now').length
  return {
    fields: actionFields(plan),
    text: actionLines(plan),
    summary: `${countOf(open.length, 'action')}, ${now} now, ${countOf(plan.accepted.length, 'accepted zone')}`,
    gates: new Set()
  }
}
