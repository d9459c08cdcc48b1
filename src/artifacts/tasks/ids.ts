import {groupBy} from '../../base/group-by.ts'
import type {Problem} from '../../errors.ts'
import type {Task} from '../task.ts'

/** `T001`, `[T001]`, `**H-21**`, `1.2`, `3.`, `#1`, `PD.4.5`, `BACK-574`. */
const leadingId =
  /^(?:\*\*|__)?(?:\[(T\d+[a-z]?)\]|([A-Z]{1,10}(?:[-.]?\d+)(?:\.\d+)*[a-z]?|\d+(?:\.\d+)+|\d{1,3}(?=\.\s)|#\d+))(?:\*\*|__)?(?=[\s:.)\]]|$)/

/** The id that an item's text begins with; a bare word or a year is none. */
export function explicitId(text: string): string | undefined {
  const match = leadingId.exec(text)
  return match?.[1] ?? match?.[2]
}

/**
 * Kiro writes a parent (`1.`) and its sub-tasks (`1.1`) at one indent: the id tells who belongs to whom, within the same
 * headings, below which the numbers may begin anew.
 */
export function adoptById(tasks: readonly Task[]): Task[] {
  const lineOfId = new Map<string, number>()
  const keyOf = ({headings}: Task, id: string) => JSON.stringify([headings, id])
  return tasks.map(task => {
    const dotted = task.id && /^\d+(?:\.\d+)*$/.test(task.id) ? task.id : undefined
    if (dotted === undefined) return task
    const above = dotted.includes('.') ? dotted.slice(0, dotted.lastIndexOf('.')) : undefined
    const parent = above === undefined ? undefined : lineOfId.get(keyOf(task, above))
    lineOfId.set(keyOf(task, dotted), task.line)
    return task.parentLine === undefined && parent !== undefined ? {...task, parentLine: parent} : task
  })
}

/** One problem for each id that stands again: a number below the same headings, another anywhere in the file. */
export function repeatedIds(tasks: readonly Task[]): Problem[] {
  const withId = tasks.filter(({id}) => id !== undefined)
  const groups = groupBy(withId, ({id = '', headings}) =>
    /^[A-Z]/.test(id) ? id : JSON.stringify([headings, id])
  )
  return [...groups.values()].flatMap(([first, second, ...more]) =>
    first && second ? [repeatedId(first, second, more.length)] : []
  )
}

function repeatedId({line, id}: Task, second: Task, more: number): Problem {
  const again = more === 0 ? '' : `, and stands ${more} more time${more === 1 ? '' : 's'} below`
  const message = `id ${id} already stands in line ${line}${again}`
  return {kind: 'repeated-id', path: second.file, line: second.line, message}
}
