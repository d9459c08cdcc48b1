import {type EditedTasks, editTasks, type TaskEdit} from '../../artifacts/task-edits/edit-tasks.ts'
import {noteOf, type Stamp} from '../../artifacts/task-edits/note-text.ts'
import type {TriageVerdict} from '../../artifacts/triage-row.ts'
import {groupBy} from '../../base/group-by.ts'
import type {NamedText} from '../check.ts'
import type {JudgedTask} from './judged-task.ts'
import {relativeLink} from './relative-link.ts'

export interface EditOptions {
  /** Whether ticks of items that were never built, or taken out again, are cleared. */
  readonly untickPhantoms: boolean
  readonly stamp: Stamp | undefined
  /** Root-relative path of DANGER-ZONES.md; undefined when it lies outside. */
  readonly zonesPath: string | undefined
}

/** A task file before and after. */
export interface EditedFile extends EditedTasks {
  readonly path: string
  readonly before: string
}

/** Verdicts that tell the reader of an item something to act on, and that are sure enough to be written into their file. */
const noted: ReadonlySet<TriageVerdict> = new Set([
  'implemented-untested',
  'partial',
  'stale-premise',
  'phantom'
])

/**
 * What triage would write into the task files: an open item that is implemented and tested is ticked, the others that have
 * a verdict to act on get a note. Files that stay as they are are left out; sorted as `texts`.
 */
export function planEdits(
  judged: readonly JudgedTask[],
  texts: readonly NamedText[],
  options: EditOptions
): EditedFile[] {
  const byFile = groupBy(judged, ({task}) => task.file)
  return texts.flatMap(({path, text: before}) => {
    const tasks = byFile.get(path) ?? []
    const parents = new Set(tasks.map(({task}) => task.parentLine))
    const edits = tasks.flatMap(one => editOf(one, parents.has(one.task.line), options))
    const edited = editTasks(before, tasks[0]?.task.format ?? 'gfm', edits, options.stamp?.day)
    return edited.changes.length > 0 ? [{path, before, ...edited}] : []
  })
}

function editOf(
  {task, item}: JudgedTask,
  isParent: boolean,
  {untickPhantoms, stamp, zonesPath}: EditOptions
): TaskEdit[] {
  const {line, file} = task
  if (task.state === 'skipped') return []
  if (item.verdict === 'implemented-tested') return item.checked ? [] : [{line, mark: 'tick'}]
  const holds = item.checked && item.verdict === 'implemented-untested'
  // What its sub-items say is written at those.
  const isTold = isParent && item.verdict !== 'phantom'
  if (!noted.has(item.verdict) || holds || isTold) return []
  const note = noteOf(item, stamp, text => relativeLink(text, file, zonesPath))
  return [{line, note, ...(item.verdict === 'phantom' && untickPhantoms ? {mark: 'untick'} : {})}]
}
