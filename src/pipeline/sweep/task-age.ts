import type {Task} from '../../artifacts/task.ts'
import type {History} from '../../repo/history.ts'

const daySeconds = 86_400

/** Author date of HEAD, against which ages are measured, so that the same tree gives the same ages on any day. */
export function headTimeOf(history: History | undefined): number | undefined {
  return history?.headTime?.() ?? history?.commits[0]?.time
}

/**
 * Whole days from the day an item was written to HEAD; undefined when that is not known. The day is that of its tag or front
 * matter, else of the last change of its line. A line that HEAD does not have is of age 0.
 */
export function ageInDays(task: Task, history: History | undefined): number | undefined {
  const now = headTimeOf(history)
  const written = writtenAt(task, history) ?? now
  if (now === undefined || written === undefined) return undefined
  if (task.added === undefined && history?.blame(task.file) === undefined) return undefined
  return Math.max(0, Math.floor((now - written) / daySeconds))
}

function writtenAt({added, file, line}: Task, history: History | undefined): number | undefined {
  const [year = 0, month = 0, day = 0] = (added ?? '').split('-').map(Number)
  return added === undefined ? history?.blame(file)?.[line - 1] : Date.UTC(year, month - 1, day) / 1000
}
