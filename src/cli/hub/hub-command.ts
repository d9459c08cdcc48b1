import {formatJson} from '../../report/json.ts'
import type {CliCommand} from '../command.ts'
import type {CliContext} from '../context.ts'
import type {Invocation} from '../options.ts'
import {createPrinter} from '../printer.ts'
import {toHubFailure} from './failure.ts'

/** What a command of the hub has to say. */
export interface HubReport {
  /** Fields of the `--json` document. */
  readonly fields: object
  /** For people, on stdout. */
  readonly text: string
  /** For people, on stderr. */
  readonly note?: string
}

/** A command that acts on a hub and then prints once. */
export function hubCommand(
  perform: (invocation: Invocation, context: CliContext) => Promise<HubReport>
): CliCommand {
  return async (invocation, context) => {
    const {command, options} = invocation
    const {fields, text, note} = await perform(invocation, context).catch(error => {
      throw toHubFailure(error, invocation)
    })
    const printer = createPrinter(options, context)
    printer.result(options.json ? formatJson({schemaVersion: 1, command, ...fields}) : text)
    if (note !== undefined) printer.note(`${note}\n`)
    return 0
  }
}
