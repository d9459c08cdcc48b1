import {withProgress} from '../../pipeline/progress.ts'
import {performTriage} from '../../pipeline/stages/triage.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {triageReport} from '../reports/triage.ts'
import {runStageCommand} from '../stage-command.ts'

/** `groundtruth triage [FILE…]`: writes TRIAGE.md; which items of the task files the code already settled. */
export async function triage(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  return runStageCommand(
    {
      takesFiles: true,
      stages: ['triage'],
      perform: (session, listener, files) =>
        withProgress('triage', listener, () => performTriage(session, files)),
      report: triageReport
    },
    invocation,
    context
  )
}
