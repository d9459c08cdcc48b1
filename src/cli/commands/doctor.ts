import {formatJson} from '../../report/json.ts'
import {checkLines} from '../../report/text/checks.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {examine} from '../doctor/examine.ts'
import {locate} from '../location.ts'
import type {Invocation} from '../options.ts'
import {createPrinter} from '../printer.ts'

/** `groundtruth doctor [DIR]`: what is there to see, and the next step for what is not. Always 0: it only looks. */
export async function doctor(invocation: Invocation, context: CliContext): Promise<ExitCode> {
  const {options} = invocation
  const checks = await examine(locate(options, invocation.arguments[0], context), options)
  const printer = createPrinter(options, context)
  if (options.json) context.stdout.write(formatJson({schemaVersion: 1, command: 'doctor', checks}))
  else printer.result(checkLines(checks, printer.paint))
  return 0
}
