import {withProgress} from '../../pipeline/progress.ts'
import {performMap} from '../../pipeline/stages/map.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {mapReport} from '../reports/map.ts'
import {runStageCommand} from '../stage-command.ts'

/** `groundtruth map [DIR]`: writes ARCHITECTURE.md and DETAILED_DESIGN.md from the code. */
export async function map(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  return runStageCommand(
    {
      stages: ['map'],
      perform: (session, listener) => withProgress('map', listener, () => performMap(session)),
      report: mapReport
    },
    invocation,
    context
  )
}
