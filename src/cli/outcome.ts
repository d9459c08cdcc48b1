import type {Problem} from '../errors.ts'
import {artifactDiffs, artifactLines} from '../report/text/artifacts.ts'
import type {ReportedArtifact} from '../report/writing.ts'
import type {Options} from './options.ts'
import type {Printer} from './printer.ts'

/** What a command that wrote artifacts has to say, for people. */
export interface Outcome {
  /** For stdout; empty when the list of artifacts stands there. */
  readonly text: string
  /** For programs that read a format of their own: takes stdout for itself, what else was asked for goes to stderr. */
  readonly document?: string
  /** One line on stderr. */
  readonly summary: string
  readonly artifacts: readonly ReportedArtifact[]
  /** Each once. */
  readonly problems: readonly Problem[]
}

export function printOutcome(
  {text, document, summary, artifacts, problems}: Outcome,
  options: Options,
  printer: Printer
): void {
  const stopped = artifacts.filter(({change}) => change === 'stopped')
  const planned = plannedText(artifacts, options)
  printer.result(document ?? planned ?? (text === '' ? artifactLines(artifacts, false) : text))
  if (document !== undefined) printer.error(planned ?? '')
  printer.problems(problems)
  for (const artifact of stopped) printer.error(stopText(artifact))
  printer.note(summary === '' ? '' : `${summary}\n`)
}

/** What `--check` and `--dry-run` ask for. */
function plannedText(artifacts: readonly ReportedArtifact[], {check, dryRun}: Options): string | undefined {
  if (check) return artifactDiffs(artifacts.filter(({change}) => change !== 'stopped'))
  return dryRun ? artifactLines(artifacts, true) : undefined
}

/** Without a diff it was not an edit: the markers could not be read, which a problem tells with its line. */
function stopText({path, diff}: ReportedArtifact): string {
  if (!diff) return `${path}: left as it is, since its generated parts cannot be told from the rest\n`
  const way = '--adopt keeps it as your own text, --discard drops it'
  return `${path}: an edit inside a generated part stopped the write; ${way}\n${diff}`
}
