import type {Action, NextActions} from '../../artifacts/action.ts'
import type {DangerZones} from '../../artifacts/danger-zone.ts'
import type {Triage} from '../../artifacts/triage-row.ts'
import type {StageResult} from '../result.ts'
import {listAccepted} from './accepted.ts'
import {draftAll} from './draft-all.ts'
import type {RefutedClaim} from './from-claims.ts'
import {joinMemory} from './memory.ts'
import {numberDrafts} from './number.ts'
import {describeCut} from './order/describe-cut.ts'
import {type Component, toLayers} from './order/layers.ts'
import {orderDrafts} from './order/order-drafts.ts'
import {keepPersonOrder} from './person-order.ts'
import {placeActions} from './place-actions.ts'
import {listRemaining, settle} from './settle.ts'
import {type OwnedComponent, toSurroundings} from './surroundings.ts'
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
  /** Who owns the components, by DETAILED_DESIGN.md. */
  readonly owners?: readonly OwnedComponent[]
}

const defaultCapacity = 5

/**
 * What to do about the zones, tasks and refuted claims, and in which order. Reads artifacts only, no code.
 *
 * - Which actions: `rules.ts` for zones, `from-triage.ts`, `from-claims.ts`. In which order: `order/order-drafts.ts`.
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
  const components = input.architecture?.components ?? []
  const accepted = listAccepted(input.zones)
  const drafts = draftAll(input, {
    accepted: new Set(accepted.value.map(({zone}) => zone)),
    surroundings: toSurroundings(components, input.owners ?? [])
  })
  const {ordered, cuts} = orderDrafts(drafts, toLayers(components))
  const {numbered, next, idOf} = numberDrafts(ordered, memory)
  const settled = settle([...numbered, ...listRemaining(numbered, memory, input.triage)], input.triage)
  const generated = placeActions(settled, ordered, input.capacity ?? defaultCapacity)
  const actions = keepPersonOrder(generated, previous[0])
  const value = {actions, accepted: accepted.value, next, ...plannedOrder(generated, actions)}
  verify(value, labelsOf(input.zones))
  return {value, problems: [...accepted.problems, ...cuts.map(cut => describeCut(cut, idOf))]}
}

function toList(previous: PrescribeInput['previous']): readonly NextActions[] {
  if (previous === undefined) return []
  return 'actions' in previous ? [previous] : previous
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
