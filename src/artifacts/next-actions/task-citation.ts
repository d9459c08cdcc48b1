import {protect, splitUnprotected, unprotect} from '../lines/protect.ts'

/** A task as an action cites it. */
export interface TaskCitation {
  readonly file: string
  readonly text: string
}

const quote = /"/

/** `TASKS.md "first words"; TODO.md "other words"`; quotation marks in the words are escaped. */
export function writeTasks(tasks: readonly TaskCitation[]): string {
  return tasks.map(({file, text}) => `${file} "${protect(text, quote)}"`).join('; ')
}

/** Reads {@link writeTasks} back. */
export function readTasks(text: string): TaskCitation[] {
  const parts = splitUnprotected(text, quote)
  const tasks: TaskCitation[] = []
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const file = (parts[index] ?? '').replace(/^; /, '').trimEnd()
    tasks.push({file, text: unprotect(parts[index + 1] ?? '', quote)})
  }
  return tasks
}
