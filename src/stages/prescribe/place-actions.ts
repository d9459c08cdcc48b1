import type {Action} from '../../artifacts/action.ts'
import {compareBy} from '../../base/compare.ts'
import type {Ordered} from './order/order-drafts.ts'

/**
 * Into sections: those that settle has placed stay there; Now holds the first `capacity` that do not wait, Next the
 * rest of them, Later what waits; Done is by number.
 */
export function placeActions(
  actions: readonly Action[],
  ordered: readonly Ordered[],
  capacity: number
): Action[] {
  const late = new Set(ordered.filter(({late}) => late).map(({draft}) => draft.key))
  const done = actions.filter(({section}) => section === 'done')
  const idle = actions.filter(({section}) => section === 'later')
  const open = actions.filter(({section}) => section !== 'done' && section !== 'later')
  const waiting = open.filter(({key}) => late.has(key))
  const isAllLate = waiting.length === open.length
  const soon = isAllLate ? waiting.slice(0, capacity) : open.filter(({key}) => !late.has(key))
  const later = [...(isAllLate ? waiting.slice(capacity) : waiting), ...idle]
  return [
    ...soon.slice(0, capacity).map(action => ({...action, section: 'now' as const})),
    ...soon.slice(capacity).map(action => ({...action, section: 'next' as const})),
    ...later.map(action => ({...action, section: 'later' as const})),
    ...done.toSorted(compareBy(({number}) => number))
  ]
}
