import {compareBy} from '../../base/compare.ts'
import type {History} from '../../repo/history.ts'
import type {JudgedTask} from './judged-task.ts'
import {ageInDays} from './task-age.ts'

/** An item whose age is known. */
export interface AgedTask extends JudgedTask {
  readonly ageDays: number
}

export interface StaleTasks {
  /** At least as old as asked for, the oldest first. */
  readonly old: readonly AgedTask[]
  /** How many have no known age. */
  readonly undated: number
}

/** The items that are at least so many days old. Age ranks and says nothing else: no verdict changes. */
export function olderThan(
  tasks: readonly JudgedTask[],
  minDays: number,
  history: History | undefined
): StaleTasks {
  const aged = tasks.map(judged => ({...judged, ageDays: ageInDays(judged.task, history)}))
  const old = aged.filter((judged): judged is AgedTask => (judged.ageDays ?? -1) >= minDays)
  return {
    old: old.sort(
      compareBy(
        ({ageDays}) => -ageDays,
        ({item}) => item.file,
        ({item}) => item.line
      )
    ),
    undated: aged.filter(({ageDays}) => ageDays === undefined).length
  }
}
