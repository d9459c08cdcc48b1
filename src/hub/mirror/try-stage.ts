import {setTimeout as pause} from 'node:timers/promises'
import {startBackoff} from '../client/backoff.ts'
import {HubError} from '../hub-error.ts'

/** Something that went wrong with a mirror. Told also where it is tried again. */
export interface MirrorProblem {
  /** Asking the hub, storing its rows, or writing the Markdown files. */
  readonly stage: 'pull' | 'load' | 'files'
  readonly error: HubError
  /** Whether the same is tried again; else it is also thrown, or a log that is another one is read from its start. */
  readonly again: boolean
}

export interface StageOptions {
  readonly signal?: AbortSignal
  readonly onProblem?: (problem: MirrorProblem) => void
  /** How often each step is tried. Default: 3. */
  readonly maxAttempts?: number
  /** From 0 up to 1. Default: Math.random. */
  readonly random?: () => number
}

/** Does a step, again where that may help, and tells each failure. Rejects with the last, or with the signal's reason. */
export async function tryStage<Value>(
  stage: MirrorProblem['stage'],
  run: () => Value | Promise<Value>,
  {signal, onProblem, maxAttempts = 3, random = Math.random}: StageOptions
): Promise<Value> {
  let backoff = startBackoff(random)
  for (let attempt = 1; ; attempt++) {
    try {
      signal?.throwIfAborted()
      return await run()
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof HubError)) throw error
      const again = attempt < maxAttempts && (error.kind === 'unavailable' || error.kind === 'exhausted')
      onProblem?.({stage, error, again})
      if (!again) throw error
      await pause(backoff.duration, undefined, {...(signal && {signal})}).catch(() =>
        signal?.throwIfAborted()
      )
      backoff = backoff.next(undefined)
    }
  }
}
