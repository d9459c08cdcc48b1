import type {Task} from '../../artifacts/task.ts'
import type {TriageItem} from '../../artifacts/triage-row.ts'

/** An item of a task file with what triage says of it. */
export interface JudgedTask {
  readonly task: Task
  readonly item: TriageItem
}
