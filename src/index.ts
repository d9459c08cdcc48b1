/**
 * The library's door: the command line as a function, with its streams, environment and folder passed in.
 *
 * Documents that `--json` prints are described by the JSON Schemas of the package (`groundtruth/schema/*.json`).
 */
export type {CliContext, ExitCode, OutputStream} from './cli/context.ts'
export {runCli} from './cli/run.ts'
export {type ErrorCode, GroundtruthError, type Problem} from './errors.ts'
