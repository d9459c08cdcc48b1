import type {Problem} from '../../errors.ts'
import type {TriageOutcome} from '../../pipeline/stages/triage.ts'
import type {JudgedTask} from '../../pipeline/sweep/judged-task.ts'
import {olderThan} from '../../pipeline/sweep/older-than.ts'
import type {History} from '../../repo/history.ts'

/** The items a call of triage is about. */
export interface Selection {
  readonly judged: readonly (JudgedTask & {readonly ageDays?: number})[]
  readonly problems: readonly Problem[]
}

/** All items, or with `--min-age` those that are old enough, the oldest first. */
export function select(
  {items, tasks}: TriageOutcome,
  minAgeDays: number | undefined,
  history: () => History | undefined
): Selection {
  const judged = items.flatMap((item, index) => {
    const task = tasks[index]
    return task ? [{item, task}] : []
  })
  if (minAgeDays === undefined) return {judged, problems: []}
  const {old, undated} = olderThan(judged, minAgeDays, history())
  return {judged: old, problems: undated === 0 ? [] : [unknownAge(undated)]}
}

function unknownAge(count: number): Problem {
  const items = count === 1 ? '1 item has' : `${count} items have`
  return {kind: 'unknown-age', message: `${items} no known age, and --min-age leaves them out`}
}
