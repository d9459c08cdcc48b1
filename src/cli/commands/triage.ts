import {withProgress} from '../../pipeline/progress.ts'
import {performTriage, type TriageOutcome} from '../../pipeline/stages/triage.ts'
import {editFields} from '../../report/items.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {proveItems, withoutFileAsItem} from '../prove/prove-items.ts'
import {requireStryker} from '../prove/prover.ts'
import {triageReport} from '../reports/triage.ts'
import {triageLog} from '../reports/triage-log.ts'
import {type Beside, type Report, runStageCommand, type View} from '../stage-command.ts'
import {type Applied, applyVerdicts, checkApplyFlags} from '../triage/apply.ts'
import {stageIssues} from '../triage/issues.ts'
import {stageLearnings} from '../triage/learn.ts'
import {select} from '../triage/selection.ts'

/**
 * `groundtruth triage [FILE…]`: writes TRIAGE.md; which items of the task files the code already settled. With `--apply`
 * the task files come first, and what is printed and written then is of them as they are afterwards.
 */
export async function triage(given: Invocation, context: CliContext): Promise<ExitCode> {
  const invocation = withoutFileAsItem(given, context)
  const stryker = invocation.options.prove ? requireStryker() : undefined
  checkApplyFlags(invocation.options)
  const applied = invocation.options.apply ? await applyVerdicts(invocation, context) : undefined
  if (applied?.stopped) return applied.exitCode
  const exitCode = await runStageCommand(
    {
      takesFiles: true,
      stages: ['triage'],
      perform: (session, listener, files) =>
        withProgress('triage', listener, () => performTriage(session, files)),
      report: (value: TriageOutcome, view) => withEdits(triageReport(value, view), applied),
      ...(stryker
        ? {observe: (value: TriageOutcome, view: View) => proveItems(value, stryker, view, context)}
        : {}),
      log: triageLog,
      beside: stageBeside
    },
    invocation,
    context
  )
  return exitCode === 0 ? (applied?.exitCode ?? 0) : exitCode
}

function withEdits(report: Report, applied: Applied | undefined): Report {
  return applied ? {...report, fields: {...report.fields, ...editFields(applied.files)}} : report
}

/** What `--issues` and `--learn` write. */
function stageBeside(outcome: TriageOutcome, view: View): Beside {
  const {issues, learn, minAge} = view.options
  if (issues === undefined && !learn) return {stores: [], problems: []}
  const {judged} = select(outcome, minAge, view.session.history)
  const shown = judged.map(({item}) => item)
  const drafts = issues === undefined ? undefined : stageIssues(issues, outcome.items, shown, view)
  return {
    stores: [...(drafts ? [drafts.store] : []), ...(learn ? [stageLearnings(judged, view)] : [])],
    problems: drafts?.problems ?? []
  }
}
