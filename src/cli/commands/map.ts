import {GroundtruthError} from '../../errors.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {openPlace} from '../open-place.ts'
import {openReplay} from '../open-replay.ts'
import type {Invocation, Options} from '../options.ts'
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
    printOutcome(outcome, options, createPrinter(options, context))
    return 0
  }
  const {runMap} = await import('../run-map.ts')
  return runMap({...invocation, options}, context, {place, replay})
}

/** `--format json` is another way to say `--json`; stdout holds one document. */
function withOneForm({json, format, ...options}: Options): Options {
  if (json && format !== undefined && format !== 'json')
    throw new GroundtruthError('usage', `Expected one form of output, got --json and --format ${format}`, {
      hint: 'leave one of the two out'
    })
  if (json || format === 'json') return {...options, json: true}
  return format === undefined ? options : {...options, format}
}
