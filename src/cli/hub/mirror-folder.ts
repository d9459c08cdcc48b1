import {resolve} from 'node:path'
import {GroundtruthError} from '../../errors.ts'
import {HubError} from '../../hub/hub-error.ts'
import {type Mirror, openMirror} from '../../hub/mirror/open-mirror.ts'
import type {CliContext} from '../context.ts'
import {locate} from '../location.ts'
import type {Options} from '../options.ts'

/** Where the mirror of `hub sync` and `hub listen` lies: `--mirror`, else beside what else is kept for the repository. */
export function mirrorFolder(options: Options, context: CliContext): string {
  const {cwd, root} = locate(options, undefined, context)
  return options.mirror === undefined ? resolve(root, '.groundtruth/hub') : resolve(cwd, options.mirror)
}

/** Throws `hub/invalid` where the folder cannot be used. */
export function openMirrorIn(folder: string): Mirror {
  try {
    return openMirror(folder)
  } catch (cause) {
    if (!(cause instanceof HubError)) throw cause
    const hint = 'name a folder that can be written by --mirror'
    throw new GroundtruthError('hub/invalid', cause.message, {hint, cause})
  }
}
