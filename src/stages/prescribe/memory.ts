import type {Action, NextActions} from '../../artifacts/action.ts'
import {isOwnLabel} from '../../artifacts/danger-zones/foreign-key.ts'
import {compareBy} from '../../base/compare.ts'
import type {Draft} from './draft.ts'

/** What earlier files say about the actions, by key, each with a number of its own. */
export interface Memory {
  readonly actions: ReadonlyMap<string, Action>
  /** Larger than every number that was ever given. */
  readonly next: number
}

/**
 * Joins the file as it was, or both sides of a merge, ours first. Of one action on both sides the smaller number counts,
 * and of what a person wrote ours where ours says something. Of two actions with one number the smaller key keeps it.
 */
export function joinMemory(previous: readonly NextActions[]): Memory {
  const byKey = new Map<string, Action>()
  for (const action of previous.flatMap(({actions}) => actions)) {
    const known = byKey.get(action.key)
    byKey.set(action.key, known ? joinActions(known, action) : action)
  }
  let next = Math.max(
    1,
    ...previous.map(side => side.next),
    ...[...byKey.values()].map(({number}) => number + 1)
  )
  const taken = new Set<number>()
  const actions = new Map<string, Action>()
  for (const action of [...byKey.values()].sort(compareBy(({key}) => key))) {
    actions.set(action.key, taken.has(action.number) ? {...action, number: next++} : action)
    taken.add(action.number)
  }
  return {actions, next}
}

function joinActions(ours: Action, theirs: Action): Action {
  return {
    ...theirs,
    ...ours,
    number: Math.min(ours.number, theirs.number),
    ticked: ours.ticked || theirs.ticked
  }
}

/**
 * The earlier action behind each draft, by the draft's key: the one with its key, else one of its kind that cites one
 * of its zones and whose key no draft has (a zone that moved, or causes that became one). None twice.
 */
export function findEarlier(drafts: readonly Draft[], {actions}: Memory): ReadonlyMap<string, Action> {
  const current = new Set(drafts.map(({key}) => key))
  const free = [...actions.values()]
    .filter(({key}) => !current.has(key))
    .sort(compareBy(({number}) => number))
  const earlier = new Map<string, Action>()
  for (const {key, kind, zones} of drafts) {
    const same = actions.get(key)
    const index = free.findIndex(
      action => action.kind === kind && action.zones.some(zone => isOwnLabel(zone) && zones.includes(zone))
    )
    const [similar] = same || index < 0 ? [] : free.splice(index, 1)
    const found = same ?? similar
    if (found) earlier.set(key, found)
  }
  return earlier
}

/** Whether a person has written into the action. */
export function isTouched({ticked, owner, due, notes}: Action): boolean {
  return ticked || owner !== undefined || due !== undefined || notes !== undefined
}

/** What a person wrote into the action. */
export function personalOf({
  ticked,
  owner,
  due,
  notes
}: Action): Pick<Action, 'ticked' | 'owner' | 'due' | 'notes'> {
  return {
    ticked,
    ...(owner === undefined ? {} : {owner}),
    ...(due === undefined ? {} : {due}),
    ...(notes === undefined ? {} : {notes})
  }
}
