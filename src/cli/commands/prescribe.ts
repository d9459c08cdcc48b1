import {withProgress} from '../../pipeline/progress.ts'
import {performPrescribe} from '../../pipeline/stages/prescribe.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {withOneForm} from '../one-form.ts'
import type {Invocation} from '../options.ts'
import {prescribeReport} from '../reports/prescribe.ts'
import {runStageCommand} from '../stage-command.ts'

/** `groundtruth prescribe [DIR]`: writes NEXT-ACTIONS.md. */
export async function prescribe(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  return runStageCommand(
    {
      stages: ['prescribe'],
      perform: (session, listener) => withProgress('prescribe', listener, () => performPrescribe(session)),
      report: prescribeReport
    },
    {...invocation, options: withOneForm(invocation.options)},
    context
  )
}
