import type {Problem} from '../errors.ts'
import {createPaint, type Paint} from '../report/text/paint.ts'
import {problemLines} from '../report/text/problems.ts'
import type {CliContext, OutputStream} from './context.ts'
import type {Options} from './options.ts'
import {isSet} from './progress.ts'

/** Texts for people: results to stdout, all else to stderr. */
export interface Printer {
  /** Colours for results. */
  readonly paint: Paint
  result(text: string): void
  /** What is said even under `--quiet`. */
  error(text: string): void
  /** What `--quiet` leaves out. */
  note(text: string): void
  problems(problems: readonly Problem[]): void
}

const shownProblems = 10

export function createPrinter({quiet, verbose}: Options, {stdout, stderr, env}: CliContext): Printer {
  const write = (stream: OutputStream, text: string) => void (text === '' || stream.write(text))
  const note = (text: string) => (quiet ? undefined : write(stderr, text))
  return {
    paint: createPaint(isColoured(stdout, env)),
    result: text => write(stdout, text),
    error: text => write(stderr, text),
    note,
    problems(problems) {
      const shown = verbose ? problems : problems.slice(0, shownProblems)
      note(problemLines(shown))
      if (problems.length > shown.length)
        note(`${problems.length - shown.length} more remarks with --verbose\n`)
    }
  }
}

/** Source: no-color.org. */
function isColoured(stream: OutputStream, env: CliContext['env']): boolean {
  const refused = env.NO_COLOR !== undefined && env.NO_COLOR !== ''
  return stream.isTTY === true && !refused && !isSet(env.CI) && env.TERM !== 'dumb'
}
