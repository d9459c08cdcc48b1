import type {Problem} from '../errors.ts'
import {type ArtifactChange, artifactChanges, isDifferent} from '../pipeline/artifact-changes.ts'
import type {NamedText} from '../pipeline/check.ts'
import type {Gate} from '../pipeline/gates.ts'
import type {ProgressListener, StageName} from '../pipeline/progress.ts'
import type {Session} from '../pipeline/session.ts'
import {formatJson} from '../report/json.ts'
import {artifactDiffs, artifactLines} from '../report/text/artifacts.ts'
import type {Paint} from '../report/text/paint.ts'
import {writingFields} from '../report/writing.ts'
import type {StageResult} from '../stages/result.ts'
import type {CliContext, ExitCode} from './context.ts'
import {readDocument, resolveDocuments} from './documents.ts'
import {isInScope} from './location.ts'
import {openSession, type ReferenceReader} from './open-session.ts'
import type {Invocation, Options} from './options.ts'
import {createPrinter, type Printer} from './printer.ts'
import {createProgress} from './progress.ts'

/** What was asked for, for those who turn a result into a report. */
export interface View {
  readonly session: Session
  /** Absolute. */
  readonly root: string
  readonly options: Options
  readonly paint: Paint
  /** Whether a root-relative path lies in the DIR that was named. */
  shows(path: string): boolean
}

/** A result in the forms in which it is printed. */
export interface Report {
  /** Fields of the `--json` document. */
  readonly fields: object
  /** For people, on stdout; may be empty. */
  readonly text: string
  /** One line for people, on stderr. */
  readonly summary: string
  /** What stands in the result that `--fail-on` may name. */
  readonly gates: ReadonlySet<Gate>
  readonly problems?: readonly Problem[]
}

/** A command that writes artifacts. */
export interface StageCommand<T> {
  readonly stages: readonly StageName[]
  /** For stages that ask for references. */
  readonly readReferences?: ReferenceReader
  /** Whether the arguments are FILEs in place of DIR. */
  readonly takesFiles?: boolean
  /** The stage; it stages its writes. `files` are the FILE arguments. */
  perform(session: Session, listener: ProgressListener, files: readonly NamedText[]): StageResult<T>
  report(value: T, view: View): Report
  /** After a run that wrote: `--update-baseline`. Gives a line to say, or nothing. */
  finish?(value: T, view: View): string
}

/** Runs a stage, writes what it staged unless `--check` or `--dry-run` says otherwise, and prints its report. */
export function runStageCommand<T>(
  command: StageCommand<T>,
  invocation: Invocation,
  context: CliContext
): ExitCode {
  const {options} = invocation
  const [dir, names] = command.takesFiles ? [undefined, invocation.arguments] : [invocation.arguments[0], []]
  const {session, location, problems, saveCache} = openSession(
    invocation,
    dir,
    context,
    command.readReferences
  )
  const files = resolveDocuments(names, location, session.repo).map(path => readDocument(path, location))
  const printer = createPrinter(options, context)
  const shows = (path: string) => isInScope(location.scope, path)
  const view: View = {session, root: location.root, options, paint: printer.paint, shows}

  const result = performWithProgress(command, session, files, invocation, context)
  const artifacts = artifactChanges(session.store)
  const writes = !options.check && !options.dryRun
  if (writes) session.store.flush()
  const report = command.report(result.value, view)
  const finished = writes ? (command.finish?.(result.value, view) ?? '') : ''

  const found = [
    ...problems,
    ...session.problems(),
    ...result.problems,
    ...(report.problems ?? []),
    ...saveCache()
  ]
  if (options.json) printJson(invocation, report, artifacts, found, context)
  else printText(report, artifacts, found, options, printer)
  if (finished !== '') printer.note(`${finished}\n`)
  return exitCodeOf(report, artifacts, options, session)
}

function performWithProgress<T>(
  command: StageCommand<T>,
  session: Session,
  files: readonly NamedText[],
  {options}: Invocation,
  context: CliContext
): StageResult<T> {
  const progress = createProgress(command.stages, context, options.quiet === true)
  try {
    return command.perform(session, progress.listener, files)
  } finally {
    progress.stop()
  }
}

function printJson(
  {command, options}: Invocation,
  {fields}: Report,
  artifacts: readonly ArtifactChange[],
  problems: readonly Problem[],
  {stdout}: CliContext
): void {
  const writing = writingFields(artifacts, distinct(problems), options.check === true)
  stdout.write(formatJson({schemaVersion: 1, command, ...fields, ...writing}))
}

function printText(
  {text, summary}: Report,
  artifacts: readonly ArtifactChange[],
  problems: readonly Problem[],
  {check, dryRun}: Options,
  printer: Printer
): void {
  const stopped = artifacts.filter(({change}) => change === 'stopped')
  if (check) printer.result(artifactDiffs(artifacts.filter(({change}) => change !== 'stopped')))
  else if (dryRun) printer.result(artifactLines(artifacts, true))
  else printer.result(text === '' ? artifactLines(artifacts, false) : text)
  printer.problems(distinct(problems))
  for (const artifact of stopped) printer.error(stopText(artifact))
  printer.note(summary === '' ? '' : `${summary}\n`)
}

/** Without a diff it was not an edit: the markers could not be read, which a problem tells with its line. */
function stopText({path, diff}: ArtifactChange): string {
  if (!diff) return `${path}: left as it is, since its generated parts cannot be told from the rest\n`
  const way = '--adopt keeps it as your own text, --discard drops it'
  return `${path}: an edit inside a generated part stopped the write; ${way}\n${diff}`
}

function exitCodeOf(
  {gates}: Report,
  artifacts: readonly ArtifactChange[],
  options: Options,
  {config}: Session
): ExitCode {
  const failOn = options.failOn ?? config.failOn
  const isStopped = artifacts.some(({change}) => change === 'stopped')
  const differs = options.check === true && artifacts.some(isDifferent)
  return isStopped || differs || failOn.some(gate => gates.has(gate)) ? 1 : 0
}

/** Two stages may meet the same oddity. */
function distinct(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map(problem => [JSON.stringify(problem), problem])).values()]
}
