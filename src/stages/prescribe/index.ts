import type {Action, NextActions} from '../../artifacts/action.ts'
import type {DangerZones} from '../../artifacts/danger-zone.ts'
import type {Triage} from '../../artifacts/triage-row.ts'
import {compareBy} from '../../base/compare.ts'
import type {StageResult} from '../result.ts'
import {listAccepted} from './accepted.ts'
import type {Draft} from './draft.ts'
import {draftClaims, type RefutedClaim} from './from-claims.ts'
import {draftForeign} from './from-foreign.ts'
import {draftTasks, type TaskDrafts} from './from-triage.ts'
import {draftZones} from './from-zones.ts'
import {type Component, toLayers} from './layers.ts'
import {joinMemory} from './memory.ts'
import {numberDrafts} from './number.ts'
import {type Ordered, orderDrafts} from './order.ts'
import {keepPersonOrder} from './person-order.ts'
import {listRemaining, settle} from './settle.ts'
import {verify} from './verify.ts'

export interface PrescribeInput {
  readonly zones: DangerZones
  readonly architecture?: {readonly components?: readonly Component[]}
  readonly triage?: Triage
  /** The file as it was; after a merge with conflicts both sides, ours first. */
  readonly previous?: NextActions | readonly NextActions[]
  /** How many actions stand under Now. */
  readonly capacity?: number
  /** Refuted claims of documents a person wrote. */
  readonly claims?: readonly RefutedClaim[]
}

const defaultCapacity = 5

/**
 * What to do about the zones, tasks and refuted claims, and in which order. Reads artifacts only, no code.
 *
 * - Which actions: `from-zones.ts`, `from-foreign.ts`, `from-triage.ts`, `from-claims.ts`. In which order: `order.ts`.
 * - Now holds the first `capacity` actions, Later what waits (see `risk.ts`), Next the rest. When everything waits, Now
 *   holds the first of that: there is always something to begin with.
 * - Done holds what triage lists, with a tick and its evidence. What it does not list comes back; without a triage
 *   nothing moves to or from Done.
 * - An action whose reason is gone is dropped, unless a person has ticked it, owns it or wrote into it: then it stays
 *   at the end of Later and says so, until triage lists it or the person deletes it.
 * - Its own result as `previous` gives the same result again.
 */
export function prescribe(input: PrescribeInput): StageResult<NextActions> {
  const previous = toList(input.previous)
  const memory = joinMemory(previous)
  const accepted = listAccepted(input.zones)
  const drafts = draftAll(input, new Set(accepted.value.map(({zone}) => zone)))
  const ordered = orderDrafts(drafts, toLayers(input.architecture?.components ?? []))
  const {numbered, next} = numberDrafts(ordered, memory)
  const settled = settle([...numbered, ...listRemaining(numbered, memory, input.triage)], input.triage)
  const generated = placeActions(settled, ordered, input.capacity ?? defaultCapacity)
  const actions = keepPersonOrder(generated, previous[0])
  const value = {actions, accepted: accepted.value, next, ...plannedOrder(generated, actions)}
  verify(value, labelsOf(input.zones))
  return {value, problems: accepted.problems}
}

function toList(previous: PrescribeInput['previous']): readonly NextActions[] {
  if (previous === undefined) return []
  return 'actions' in previous ? [previous] : previous
}

function draftAll({zones, triage, claims = []}: PrescribeInput, accepted: ReadonlySet<string>): Draft[] {
  const open = draftZones(zones.zones.filter(({number}) => !accepted.has(`DZ-${number}`)))
  const highest = Math.max(0, ...zones.zones.map(({number}) => number))
  const foreign = zones.foreign
    .filter(({label}) => !accepted.has(label))
    .map((zone, index) => draftForeign(zone, highest + 1 + index))
  const fixing = open.filter(({kind}) => kind === 'refactor')
  const tasks = draftTasks(triage, new Set(fixing.flatMap(draft => draft.zones)))
  const all = [
    ...open.map(draft => withTasks(draft, tasks)),
    ...foreign,
    ...tasks.drafts,
    ...draftClaims(claims)
  ]
  return [...new Map(all.map(draft => [draft.key, draft])).values()]
}

function withTasks(draft: Draft, {tasksOf}: TaskDrafts): Draft {
  if (draft.kind !== 'refactor') return draft
  return {...draft, tasks: draft.zones.flatMap(zone => tasksOf.get(zone) ?? [])}
}

/** Into sections: those that settle has placed stay there; Done is by number. */
function placeActions(actions: readonly Action[], ordered: readonly Ordered[], capacity: number): Action[] {
  const late = new Set(ordered.filter(({late}) => late).map(({draft}) => draft.key))
  const done = actions.filter(({section}) => section === 'done')
  const idle = actions.filter(({section}) => section === 'later')
  const open = actions.filter(action => !done.includes(action) && !idle.includes(action))
  const waiting = open.filter(({key}) => late.has(key))
  const isAllLate = waiting.length === open.length
  const soon = isAllLate ? waiting.slice(0, capacity) : open.filter(action => !waiting.includes(action))
  const later = [...(isAllLate ? waiting.slice(capacity) : waiting), ...idle]
  return [
    ...soon.slice(0, capacity).map(action => ({...action, section: 'now' as const})),
    ...soon.slice(capacity).map(action => ({...action, section: 'next' as const})),
    ...later.map(action => ({...action, section: 'later' as const})),
    ...done.toSorted(compareBy(({number}) => number))
  ]
}

/** The generated order, where a person's differs. */
function plannedOrder(
  generated: readonly Action[],
  actual: readonly Action[]
): {planned?: readonly number[]} {
  if (generated.every(({number}, index) => actual[index]?.number === number)) return {}
  return {planned: generated.map(({number}) => number)}
}

function labelsOf({zones, foreign}: DangerZones): string[] {
  return [...zones.map(({number}) => `DZ-${number}`), ...foreign.map(({label}) => label)]
}
