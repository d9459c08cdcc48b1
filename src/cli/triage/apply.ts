import {resolve} from 'node:path'
import {GroundtruthError} from '../../errors.ts'
import {diffOf} from '../../pipeline/artifact-changes.ts'
import type {NamedText} from '../../pipeline/check.ts'
import {withProgress} from '../../pipeline/progress.ts'
import {performTriage} from '../../pipeline/stages/triage.ts'
import {type EditedFile, planEdits} from '../../pipeline/sweep/plan-edits.ts'
import {createDiskStore} from '../../repo/disk-store.ts'
import {countOf} from '../../report/text/count.ts'
import {canAsk, confirm} from '../confirm.ts'
import type {CliContext, ExitCode} from '../context.ts'
import {readTaskFiles} from '../documents.ts'
import {openPlace} from '../open-place.ts'
import {openSessionAt} from '../open-session.ts'
import type {Invocation} from '../options.ts'
import {createPrinter, type Printer} from '../printer.ts'
import {createProgress} from '../progress.ts'
import {select} from './selection.ts'
import {stampOf} from './stamp.ts'

export interface Applied {
  /** What was written, or would be under `--check` and `--dry-run`. */
  readonly files: readonly EditedFile[]
  /** 1 when `--check` found a difference. */
  readonly exitCode: ExitCode
  /** Whether the call ends here: nobody said yes. */
  readonly stopped: boolean
}

/**
 * Writes the verdicts into the task files, once the diff was shown and someone said yes. The call goes on with the files as
 * they are then, so that TRIAGE.md fits them.
 */
export async function applyVerdicts(invocation: Invocation, context: CliContext): Promise<Applied> {
  const {options} = invocation
  const place = await openPlace(invocation, undefined, context)
  const opened = openSessionAt(place, options)
  const {session, location} = opened
  const named = readTaskFiles(invocation.arguments, location, session.repo)
  const progress = createProgress(['triage'], context, options.quiet === true)
  const outcome = performQuietly()
  const {judged} = select(outcome.value, options.minAge, session.history)
  const paths = [...new Set(outcome.value.tasks.map(({file}) => file))]
  const texts = paths.flatMap(path => textOf(path, named, session.repo.read))
  const files = planEdits(judged, texts, {
    untickPhantoms: options.untickPhantoms === true,
    stamp: stampOf(session.history()),
    zonesPath: session.folder === undefined ? undefined : session.pathOf('DANGER-ZONES.md')
  })
  opened.saveCache()
  const printer = createPrinter(options, context)
  if (files.length === 0) {
    printer.note('no task file has anything to edit\n')
    return {files, exitCode: 0, stopped: false}
  }
  const diff = files.map(({path, before, text}) => diffOf(path, before, text)).join('')
  // With --json stdout belongs to the document.
  if (options.json) printer.error(diff)
  else printer.result(diff)
  if (options.check || options.dryRun) return {files, exitCode: options.check ? 1 : 0, stopped: false}
  if (!(options.yes || (await isWanted(files, printer, context)))) return {files, exitCode: 1, stopped: true}
  for (const {path, text} of files) writeTaskFile(path, text, location)
  printer.note(files.map(summaryOf).join(''))
  return {files, exitCode: 0, stopped: false}

  function performQuietly() {
    try {
      return withProgress('triage', progress.listener, () => performTriage(session, named))
    } finally {
      progress.stop()
    }
  }
}

function textOf(
  path: string,
  named: readonly NamedText[],
  read: (path: string) => string | undefined
): NamedText[] {
  const text = named.find(one => one.path === path)?.text ?? read(path)
  return text === undefined ? [] : [{path, text}]
}

async function isWanted(
  files: readonly EditedFile[],
  printer: Printer,
  context: CliContext
): Promise<boolean> {
  if (!canAsk(context)) {
    printer.error('groundtruth: nothing was written, since nobody can be asked here; add --yes to write it\n')
    return false
  }
  const answer = await confirm(`Write this to ${files.map(({path}) => path).join(', ')}?`, context)
  if (!answer) printer.error('groundtruth: nothing was written\n')
  return answer
}

/** A file outside of the root is known by its path from the current folder. */
function writeTaskFile(path: string, text: string, {root, cwd}: {root: string; cwd: string}): void {
  const isOutside = path.startsWith('../') || resolve(path) === path
  createDiskStore(isOutside ? cwd : root).write(path, text)
}

function summaryOf({path, changes}: EditedFile): string {
  const count = (change: string) => changes.filter(one => one.change === change).length
  const parts = [
    `${countOf(count('tick'), 'item')} ticked`,
    ...(count('untick') > 0 ? [`${count('untick')} cleared`] : []),
    `${countOf(count('note'), 'note')} added`
  ]
  return `${path}: ${parts.join(', ')}\n`
}

/** Flags that only mean something beside `--apply`. Throws `usage`. */
export function checkApplyFlags({apply, yes, untickPhantoms}: Invocation['options']): void {
  const flag = untickPhantoms ? '--untick-phantoms' : yes ? '--yes' : undefined
  if (apply || flag === undefined) return
  throw new GroundtruthError('usage', `Expected --apply with ${flag}, got none`, {
    hint: 'triage changes no task file without --apply'
  })
}
