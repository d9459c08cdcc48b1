import type {TaskFormat} from '../task.ts'
import {readFrontMatter} from './front-matter.ts'
import {isTodoTxt} from './todo-txt.ts'

const places: readonly (readonly [RegExp, TaskFormat])[] = [
  [/(?:^|\/)next-actions\.md$/i, 'next-actions'],
  [/\.json$/i, 'task-master'],
  [/(?:^|\/)\.kiro\//, 'kiro'],
  [/(?:^|\/)openspec\/changes\//, 'openspec'],
  [/(?:^|\/)specs\/\d{3,}-(?!\d\d-)[^/]*\/tasks\.md$/i, 'spec-kit'],
  [/(?:^|\/)\.context\/tasks\.md$/i, 'ctx']
]

const box = String.raw`^[ \t]*[-*+][ \t]+\[.\]\*?[ \t]+`
const contents: readonly (readonly [RegExp, TaskFormat])[] = [
  [/^[ \t]*(?:[-*+][ \t]+)?_(?:Requirements|Boundary|Depends):[^\r\n]*_[ \t]*$/m, 'kiro'],
  [new RegExp(String.raw`${box}(?:\*\*|\[)?T\d{3,}\b`, 'm'), 'spec-kit'],
  [new RegExp(String.raw`^## \d+\.[ \t][^\r\n]*(?:\r?\n)+${box}\d+\.\d+[ \t]`, 'm'), 'openspec'],
  [/\s#added:\d{4}-\d{2}-\d{2}/, 'ctx']
]

/** The format of a task file: by where it lies, else by what only that format has, else GFM task lists. */
export function taskFormatOf(path: string, text: string): TaskFormat {
  if (isTodoTxt(path, text)) return 'todo-txt'
  if (isBacklogTask(text)) return 'backlog-md'
  const found = places.find(([place]) => place.test(path)) ?? contents.find(([sign]) => sign.test(text))
  return found?.[1] ?? 'gfm'
}

/** A file of Backlog.md always tells id, title and status. */
function isBacklogTask(text: string): boolean {
  const values = readFrontMatter(text)?.values
  return ['id', 'title', 'status'].every(key => values?.has(key))
}
