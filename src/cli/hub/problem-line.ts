import type {RetryEvent} from '../../hub/client/walk.ts'
import type {MirrorProblem} from '../../hub/mirror/try-stage.ts'
import {visible} from './visible.ts'

/** What went wrong with a mirror, for stderr. */
export function problemLine({stage, error, again}: MirrorProblem): string {
  return `groundtruth: ${stage}: ${visible(error.message)}${again ? '; tried again' : ''}\n`
}

/** A peer that failed and is followed by another attempt, for stderr. */
export function retryLine({peer, cause, delayMs}: RetryEvent): string {
  return `groundtruth: ${peer}: ${visible(cause.message)}; tried again in ${Math.round(delayMs)} ms\n`
}
