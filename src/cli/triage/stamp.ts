import type {Stamp} from '../../artifacts/task-edits/note-text.ts'
import {headTimeOf} from '../../pipeline/sweep/task-age.ts'
import type {History} from '../../repo/history.ts'

/** The analysed commit by day and short hash; undefined without git. */
export function stampOf(history: History | undefined): (Stamp & {readonly time: number}) | undefined {
  const time = headTimeOf(history)
  if (!history || time === undefined) return undefined
  return {day: new Date(time * 1000).toISOString().slice(0, 10), hash: history.head.slice(0, 7), time}
}
