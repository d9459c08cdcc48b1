import type {Problem} from '../errors.ts'
import type {Task} from './task.ts'
import {readBacklogTask} from './tasks/backlog.ts'
import {taskFormatOf} from './tasks/format.ts'
import {repeatedIds} from './tasks/ids.ts'
import {readMarkdownTasks} from './tasks/markdown.ts'
import {readTaskMaster} from './tasks/task-master.ts'
import {readTodoTxt} from './tasks/todo-txt.ts'

export interface ReadTasks {
  readonly value: readonly Task[]
  /** Sorted by line. */
  readonly problems: readonly Problem[]
}

/**
 * The items of a task file in source order, whatever its format: told by `file` and by the text. Never fails; what cannot
 * be read gives a problem, and so do an id that stands twice and a skipped item without a reason.
 */
export function readTasks(file: string, text: string): ReadTasks {
  const {value, problems} = readFormat(file, text.replace(/^\uFEFF/, ''))
  const all = [...problems, ...repeatedIds(value)]
  return {value, problems: all.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))}
}

function readFormat(file: string, text: string): ReadTasks {
  const format = taskFormatOf(file, text)
  switch (format) {
    case 'task-master':
      return readTaskMaster(file, text)
    case 'todo-txt':
      return {value: readTodoTxt(file, text), problems: []}
    case 'backlog-md':
      return readBacklogTask(file, text)
    default:
      return readMarkdownTasks(file, text, format)
  }
}
