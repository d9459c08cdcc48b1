import type {CliContext, ExitCode} from './context.ts'
import type {Invocation} from './options.ts'

/** What a command of the grammar does. */
export type CliCommand = (invocation: Invocation, context: CliContext) => Promise<ExitCode>
