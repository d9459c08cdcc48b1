import type {Log} from 'sarif'
import type {Problem} from '../errors.ts'
import {type ArtifactChange, artifactChanges, isDifferent} from '../pipeline/artifact-changes.ts'
import type {NamedText} from '../pipeline/check.ts'
import type {Gate} from '../pipeline/gates.ts'
import type {ProgressListener, StageName} from '../pipeline/progress.ts'
import type {Session} from '../pipeline/session.ts'
import type {StagedChange, StagedStore} from '../pipeline/staged-store.ts'
import {formatJson} from '../report/json.ts'
import type {Paint} from '../report/text/paint.ts'
import {writingFields} from '../report/writing.ts'
import type {StageResult} from '../stages/result.ts'
import type {CliContext, ExitCode} from './context.ts'
import {readTaskFiles} from './documents.ts'
import {isInScope} from './location.ts'
import {openPlace, type Place} from './open-place.ts'
import {type OpenedSession, openSessionAt, type ReferenceReader} from './open-session.ts'
import type {Invocation, Options} from './options.ts'
import {type Outcome, printOutcome} from './outcome.ts'
import {createPrinter} from './printer.ts'
import {createProgress} from './progress.ts'
import type {Replay} from './replay.ts'
import {writeSarif} from './sarif-file.ts'

/** What was asked for, for those who turn a result into a report. */
export interface View {
  readonly session: Session
  /** Absolute. */
  readonly root: string
  /** The current folder, absolute. */
  readonly cwd: string
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
  /** For programs that read a format of their own: takes stdout for itself, what else was asked for goes to stderr. */
  readonly document?: string
  /** One line for people, on stderr. */
  readonly summary: string
  /** What stands in the result that `--fail-on` may name. */
  readonly gates: ReadonlySet<Gate>
  readonly problems?: readonly Problem[]
}

/** What a command writes beside its artifacts. */
export interface Beside {
  readonly stores: readonly StagedStore[]
  readonly problems: readonly Problem[]
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
  /** What running something adds to the value that is printed, after the writes. */
  observe?(value: T, view: View): Promise<T>
  /** What `--sarif` writes. */
  log?(value: T, view: View, problems: readonly Problem[]): Log
  /** Files beside the artifacts, staged too. */
  beside?(value: T, view: View): Beside
  /** After a run that wrote: `--update-baseline`. Gives a line to say, or nothing. */
  finish?(value: T, view: View): string
}

/** Where a command works, and what may spare it the next time. */
export interface Working {
  readonly place: Place
  readonly replay: Replay<Outcome> | undefined
}

/**
 * Runs a stage, writes what it staged unless `--check` or `--dry-run` says otherwise, and prints its report. A command
 * that has looked at its place already hands it over.
 */
export async function runStageCommand<T>(
  command: StageCommand<T>,
  invocation: Invocation,
  context: CliContext,
  working?: Working
): Promise<ExitCode> {
  const {options} = invocation
  const [dir, names] = command.takesFiles ? [undefined, invocation.arguments] : [invocation.arguments[0], []]
  const place = working?.place ?? (await openPlace(invocation, dir, context))
  const opened = openSessionAt({...place, ...working?.replay?.through}, options, command.readReferences)
  const {session, location, problems, saveCache} = opened
  const files = readTaskFiles(names, location, session.repo)
  const printer = createPrinter(options, context)
  const shows = (path: string) => isInScope(location.scope, path)
  const view: View = {session, root: location.root, cwd: location.cwd, options, paint: printer.paint, shows}

  const result = performWithProgress(command, session, files, invocation, context)
  const beside = command.beside?.(result.value, view) ?? nothingBeside
  const stores = [session.store, ...beside.stores]
  const artifacts = stores.flatMap(store => artifactChanges(store))
  const staged = session.store.changes()
  const writes = !options.check && !options.dryRun
  if (writes) for (const store of stores) store.flush()
  const value = command.observe ? await command.observe(result.value, view) : result.value
  const report = command.report(value, view)
  const finished = writes ? (command.finish?.(value, view) ?? '') : ''

  const found = [
    ...problems,
    ...session.problems(),
    ...result.problems,
    ...beside.problems,
    ...(report.problems ?? [])
  ]
  const outcome = {...report, artifacts, problems: distinct([...found, ...saveCache()])}
  const exitCode = exitCodeOf(report, artifacts, options, session)
  if (exitCode === 0 && working?.replay && isForeseeable(result.problems, opened))
    keepOutcome(working, outcome, staged, session)
  if (options.json) printJson(invocation, report, outcome, context)
  else printOutcome(outcome, options, printer)
  if (finished !== '') printer.note(`${finished}\n`)
  if (options.sarif !== undefined && command.log)
    writeSarif(options.sarif, command.log(value, view, outcome.problems), location.cwd)
  return exitCode
}

const nothingBeside: Beside = {stores: [], problems: []}

/** Remarks about the write itself (a merged region) are made once, and history decides on more than the files do. */
function isForeseeable(problems: readonly Problem[], {session, askedHistory}: OpenedSession): boolean {
  const facts = new Set(session.facts().problems)
  return problems.every(problem => facts.has(problem)) && !askedHistory()
}

function keepOutcome(
  working: Working | undefined,
  {text, summary, problems, artifacts}: Outcome,
  staged: readonly StagedChange[],
  session: Session
): void {
  const removed = new Set(artifacts.filter(({change}) => change === 'removed').map(({path}) => path))
  const left = artifacts.filter(({path}) => !removed.has(path))
  const writes = staged.map(({artifact, after}) => ({
    artifact,
    path: session.folder === undefined ? undefined : session.pathOf(artifact),
    after
  }))
  const unchanged = left.map(({path}) => ({path, change: 'unchanged' as const}))
  working?.replay?.keep({text, summary, problems, artifacts: unchanged}, writes)
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
  {artifacts, problems}: Outcome,
  {stdout}: CliContext
): void {
  const writing = writingFields(artifacts, problems, options.check === true)
  stdout.write(formatJson({schemaVersion: 1, command, ...fields, ...writing}))
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
