import type {Task} from '../../../src/artifacts/task.ts'
import type {TriageItem, TriageVerdict} from '../../../src/artifacts/triage-row.ts'
import type {JudgedTask} from '../../../src/pipeline/sweep/judged-task.ts'

/** A judged item of TASKS.md; what is not given is empty. */
export function judgedTask(
  line: number,
  verdict: TriageVerdict,
  {task = {}, item = {}}: {readonly task?: Partial<Task>; readonly item?: Partial<TriageItem>} = {}
): JudgedTask {
  const own = {file: 'TASKS.md', line, hash: `0000000${line % 10}`, text: `item ${line}`}
  const state = item.checked ? 'done' : 'open'
  return {
    task: {...own, state, tags: [], headings: [], format: 'gfm', ...task},
    item: {
      ...own,
      checked: false,
      verdict,
      rule: 'all is said',
      confidence: 'high',
      clauses: [],
      evidence: [],
      tests: [],
      nextStep: 'go on',
      ...(task.file === undefined ? {} : {file: task.file}),
      ...item
    }
  }
}
