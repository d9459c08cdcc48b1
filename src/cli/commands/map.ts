import type {CliContext, ExitCode} from '../context.ts'
import {withOneForm} from '../one-form.ts'
import {openPlace} from '../open-place.ts'
import {openReplay} from '../open-replay.ts'
import type {Invocation} from '../options.ts'
import {printOutcome} from '../outcome.ts'
import {createPrinter} from '../printer.ts'

/**
 * `groundtruth map [DIR]`: writes ARCHITECTURE.md and DETAILED_DESIGN.md from the code. On a tree that is as it was, what
 * it said then is said again, and nothing that parses is loaded.
 */
export async function map(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const options = withOneForm(invocation.options)
  const place = await openPlace(invocation, invocation.arguments[0], context)
  const replay = openReplay('map', place, options)
  const outcome = replay?.find()
  if (outcome) {
    place.saveTexts()
    printOutcome(outcome, options, createPrinter(options, context))
    return 0
  }
  const {runMap} = await import('../run-map.ts')
  return runMap({...invocation, options}, context, {place, replay})
}
