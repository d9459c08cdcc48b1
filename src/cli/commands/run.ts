import {readReferences} from '../../facts/references.ts'
import {run as runPipeline} from '../../pipeline/run.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {runReport} from '../reports/run.ts'
import {runStageCommand} from '../stage-command.ts'

/** `groundtruth run [DIR]`: all stages. */
export async function run(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  return runStageCommand(
    {
      stages: ['map', 'enrich', 'hunt', 'triage', 'prescribe'],
      readReferences,
      perform: runPipeline,
      report: runReport
    },
    invocation,
    context
  )
}
