import {Presets, SingleBar} from 'cli-progress'
import type {ProgressListener, StageName} from '../pipeline/progress.ts'
import type {CliContext, OutputStream} from './context.ts'

/** Shows how far a command is. `stop` leaves the terminal clean; call it in any case. */
export interface ProgressDisplay {
  readonly listener: ProgressListener
  stop(): void
}

/** A bar on a terminal, a line for each stage elsewhere and under CI, nothing when `quiet`. */
export function createProgress(
  stages: readonly StageName[],
  {stderr, env}: CliContext,
  quiet: boolean
): ProgressDisplay {
  if (quiet) return {listener: () => undefined, stop: () => undefined}
  return stderr.isTTY && !isSet(env.CI) ? createBar(stages, stderr) : createLines(stderr)
}

/** By the convention of CI services and no-color.org: set and not empty. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== 'false' && value !== '0'
}

function createLines(stderr: OutputStream): ProgressDisplay {
  return {
    listener: ({stage, state}) => {
      if (state === 'started') stderr.write(`${stage} …\n`)
    },
    stop: () => undefined
  }
}

function createBar(stages: readonly StageName[], stderr: OutputStream): ProgressDisplay {
  const bar = new SingleBar(
    {
      stream: stderr as unknown as NodeJS.WritableStream,
      format: '{bar} {value}/{total} {stage}',
      synchronousUpdate: true,
      clearOnComplete: true,
      barsize: 20,
      // An interrupt shall end the process at once: so no handler, and no terminal mode that would have to be restored.
      gracefulExit: false,
      hideCursor: false,
      linewrap: true
    },
    Presets.shades_classic
  )
  bar.start(stages.length, 0, {stage: ''})
  return {
    listener({stage, state}) {
      bar.update(stages.indexOf(stage) + (state === 'finished' ? 1 : 0), {stage})
      // A stage does not yield to the event loop, so what the throttle holds back would be drawn too late.
      bar.render()
    },
    stop: () => bar.stop()
  }
}
