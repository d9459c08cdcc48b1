import {resolve} from 'node:path'
import type {CliContext} from '../context.ts'
import {locate} from '../location.ts'
import type {Options} from '../options.ts'

/** Where the mirror of `hub sync` and `hub listen` lies: `--mirror`, else beside what else is kept for the repository. */
export function mirrorFolder(options: Options, context: CliContext): string {
  const {cwd, root} = locate(options, undefined, context)
  return options.mirror === undefined ? resolve(root, '.groundtruth/hub') : resolve(cwd, options.mirror)
}
