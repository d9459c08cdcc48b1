/** The library's door: the command line as a function, and the values it prints. */
export type {CliContext, ExitCode, OutputStream} from './cli/context.ts'
export {runCli} from './cli/run.ts'
export {type ErrorCode, GroundtruthError, type Problem} from './errors.ts'
