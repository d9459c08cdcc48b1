import {readReferences} from '../../facts/references.ts'
import {withProgress} from '../../pipeline/progress.ts'
import {performEnrich} from '../../pipeline/stages/enrich.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {enrichReport} from '../reports/enrich.ts'
import {runStageCommand} from '../stage-command.ts'

/** `groundtruth enrich [DIR]`: judges ARCHITECTURE.md and adds what needs references, tests and history. */
export async function enrich(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  return runStageCommand(
    {
      stages: ['enrich'],
      readReferences,
      perform: (session, listener) => withProgress('enrich', listener, () => performEnrich(session)),
      report: enrichReport
    },
    invocation,
    context
  )
}
