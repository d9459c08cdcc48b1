import type {PrescribeOutcome} from '../../pipeline/stages/prescribe.ts'
import {actionFields} from '../../report/actions.ts'
import {formatPlan} from '../../report/plan/format-plan.ts'
import {isTrackerFormat} from '../../report/plan/formats.ts'
import {actionLines} from '../../report/text/actions.ts'
import {countOf} from '../../report/text/count.ts'
import type {Report, View} from '../stage-command.ts'

/** The plan, for printing. It is one for the whole root: a step outside of DIR may have to come first. */
export function prescribeReport(plan: PrescribeOutcome, {session, options: {format}}: View): Report {
  const open = plan.actions.filter(({section}) => section !== 'done')
  const now = open.filter(({section}) => section === 'now').length
  return {
    fields: actionFields(plan),
    text: actionLines(plan),
    ...(isTrackerFormat(format)
      ? {document: formatPlan(format, plan, session.pathOf('DANGER-ZONES.md'))}
      : {}),
    summary: `${countOf(open.length, 'action')}, ${now} now, ${countOf(plan.accepted.length, 'accepted zone')}`,
    gates: new Set()
  }
}
