import type {Action, ActionSection, NextActions} from '../../artifacts/action.ts'
import {takeInOrder} from '../../base/take-in-order.ts'

const sections: readonly ActionSection[] = ['now', 'next', 'later', 'done']

/**
 * The actions with each section in the order a person gave it, as far as nothing precedes what it comes after.
 *
 * A section was put in order by a person when its order in the file is not the one the file records as generated.
 * Its actions then share out, in the person's order, the places they have in the generated one; new actions keep theirs.
 */
export function keepPersonOrder(actions: readonly Action[], previous: NextActions | undefined): Action[] {
  const planned = previous?.planned
  if (!previous || !planned) return [...actions]
  const moved = sections
    .map(section => previous.actions.filter(action => action.section === section).map(({number}) => number))
    .filter(numbers => isReordered(numbers, planned))
  return sections.flatMap(section => {
    const own = actions.filter(action => action.section === section)
    return repair(moved.reduce(shareOut, own))
  })
}

function isReordered(numbers: readonly number[], planned: readonly number[]): boolean {
  const present = new Set(numbers)
  const generated = planned.filter(number => present.has(number))
  const known = new Set(generated)
  const actual = numbers.filter(number => known.has(number))
  return actual.some((number, index) => number !== generated[index])
}

function shareOut(actions: readonly Action[], order: readonly number[]): Action[] {
  const byNumber = new Map(actions.map(action => [action.number, action]))
  const queue = order.flatMap(number => byNumber.get(number) ?? [])
  const members = new Set(queue)
  return actions.map(action => (members.has(action) ? (queue.shift() ?? action) : action))
}

/** The nearest order in which nothing precedes what it comes after. */
function repair(actions: readonly Action[]): Action[] {
  const keyOf = new Map(actions.map(({number, key}) => [number, key]))
  const before = new Map(
    actions.map(({key, after}) => [key, new Set(after.flatMap(number => keyOf.get(number) ?? []))])
  )
  return takeInOrder(actions, before)
}
