import {readReferences} from '../../facts/references.ts'
import {withProgress} from '../../pipeline/progress.ts'
import {type HuntOutcome, performHunt} from '../../pipeline/stages/hunt.ts'
import type {CliContext, ExitCode} from '../context.ts'
import type {Invocation} from '../options.ts'
import {huntReport} from '../reports/hunt.ts'
import {huntLog} from '../reports/hunt-log.ts'
import {runStageCommand, type View} from '../stage-command.ts'
import {writeBaseline} from '../write-baseline.ts'

/** `groundtruth hunt [DIR]`: writes DANGER-ZONES.md. */
export async function hunt(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const {since} = invocation.options
  const comparison = since === undefined ? undefined : {revision: since, readReferences}
  return runStageCommand(
    {
      stages: ['hunt'],
      readReferences,
      perform: (session, listener) => withProgress('hunt', listener, () => performHunt(session, comparison)),
      report: huntReport,
      log: huntLog,
      finish: updateBaseline
    },
    invocation,
    context
  )
}

/** All zones that are open now become known; entries about claims stay. Says so on stderr. */
function updateBaseline({zones}: HuntOutcome, {session, options, root}: View): string {
  if (!options.updateBaseline) return ''
  const findings = zones.zones.map(({key}) => key)
  return writeBaseline(root, {findings, claims: session.baseline.claims})
}
