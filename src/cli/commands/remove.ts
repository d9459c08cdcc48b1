import {removeArtifacts} from '../../pipeline/remove.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {runStageCommand, type StageCommand} from '../stage-command.ts'

const command: StageCommand<undefined> = {
  stages: [],
  perform(session) {
    return {value: undefined, problems: removeArtifacts(session.store)}
  },
  report: () => ({fields: {}, text: '', summary: '', gates: new Set()})
}

/** `groundtruth remove [DIR]`: takes everything generated out of the artifacts; a person's text stays. */
export async function remove(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  return runStageCommand(command, invocation, context)
}
