import {withProgress} from '../pipeline/progress.ts'
import {performMap} from '../pipeline/stages/map.ts'
import type {CliContext, ExitCode} from './context.ts'
import type {Invocation} from './options.ts'
import {mapReport} from './reports/map.ts'
import {runStageCommand, type Working} from './stage-command.ts'

/** Reads the code and writes the map. */
export function runMap(invocation: Invocation, context: CliContext, working: Working): Promise<ExitCode> {
  return runStageCommand(
    {
      stages: ['map'],
      perform: (session, listener) => withProgress('map', listener, () => performMap(session)),
      report: mapReport
    },
    invocation,
    context,
    working
  )
}
