import type {Action} from '../../artifacts/action.ts'
import {findEarlier, type Memory, personalOf} from './memory.ts'
import type {Ordered} from './order/order-drafts.ts'

/** An action that has its number and not yet its place. */
export interface Numbered {
  readonly action: Action
  /** What the file said about it. */
  readonly earlier: Action | undefined
  /** Whether what asked for it is gone. */
  readonly remaining: boolean
}

/** Gives each draft its number: by key the one it had, else the next in order. Keeps the order. */
export function numberDrafts(
  ordered: readonly Ordered[],
  memory: Memory
): {numbered: Numbered[]; next: number; idOf: (key: string) => string} {
  const drafts = ordered.map(({draft}) => draft)
  const earlier = findEarlier(drafts, memory)
  let next = memory.next
  const numbers = new Map(drafts.map(({key}) => [key, earlier.get(key)?.number ?? next++]))
  const numberOf = (key: string) => numbers.get(key) ?? 0
  const numbered = ordered.map(one => {
    const before = earlier.get(one.draft.key)
    return {action: toAction(one, numberOf, before), earlier: before, remaining: false}
  })
  return {numbered, next, idOf: key => `NA-${numberOf(key)}`}
}

function toAction(
  {draft, after, lifted}: Ordered,
  numberOf: (key: string) => number,
  earlier: Action | undefined
): Action {
  const {key, kind, rule, zones, zoneAnchors, tasks, claims, estimate} = draft
  const texts = draft.write(other => `NA-${numberOf(other)}`)
  return {
    ...{
      number: numberOf(key),
      key,
      kind,
      rule,
      effort: estimate.effort,
      zones,
      tasks,
      claims,
      effortFrom: estimate.from
    },
    ...(zoneAnchors ? {zoneAnchors} : {}),
    ...texts,
    whyNow: `${texts.whyNow}${layerText(lifted)}`,
    after: after.map(numberOf).sort((a, b) => a - b),
    section: 'next',
    ...(earlier ? personalOf(earlier) : {ticked: false})
  }
}

function layerText(lifted: readonly string[]): string {
  if (lifted.length === 0) return ''
  const [first, ...others] = lifted
  return `; a lower layer than that of ${first}${others.length > 0 ? ` and ${others.length} more` : ''}`
}
