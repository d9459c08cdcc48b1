import {compareBy} from '../../../base/compare.ts'
import {takeInOrder} from '../../../base/take-in-order.ts'
import type {Draft} from '../draft.ts'
import {breakRings, type Cut, type Wait} from './break-rings.ts'
import {inherit} from './inherit.ts'
import type {Layers} from './layers.ts'
import {isGate, layerWaits, waitsOf} from './waits.ts'

/** A draft with its place in the order of the whole. */
export interface Ordered {
  readonly draft: Draft
  /** Whether it waits: it is late, and nothing that is not late comes after it. */
  readonly late: boolean
  /** Keys of what comes first by its own word or by the word of its zones; sorted. */
  readonly after: readonly string[]
  /** Zones of the most urgent action that comes after it only because its layer is lower. */
  readonly lifted: readonly string[]
}

/** Smaller comes first. */
interface Urgency {
  readonly late: boolean
  readonly worth: number
  readonly rank: number
  /** The draft it comes from. */
  readonly key: string
}

/** Infinity minus Infinity is no number. */
const finite = (rank: number) => Math.min(rank, Number.MAX_SAFE_INTEGER)
const phases = {escalate: 0, accept: 1, test: 2, refactor: 3, doc: 4}
const compareUrgency = compareBy<Urgency>(
  ({late}) => (late ? 1 : 0),
  ({worth}) => -worth,
  ({rank}) => finite(rank)
)
const compareOwn = compareBy<Draft>(
  ({rank}) => finite(rank),
  ({kind}) => phases[kind],
  ({key}) => key
)

/**
 * Dependencies first: what `after` and `afterZones` name, then lower layers before upper ones that need them; then risk
 * removed per effort, then zone number, then key. An action is as urgent as the most urgent that waits for it. All that
 * is late comes last. Rings are cut where it costs least, and told. The result depends on nothing but the drafts and the
 * layers.
 */
export function orderDrafts(
  drafts: readonly Draft[],
  layers: Layers
): {ordered: Ordered[]; cuts: readonly Cut[]} {
  const said = breakRings(waitsOf(drafts))
  const isLate = lateness(drafts, said.kept)
  const all = breakRings([...said.kept, ...layerWaits(drafts, layers, isLate)])
  const alone = urgencies(drafts, said.kept, isLate)
  const layered = urgencies(drafts, all.kept, isLate)
  const sorted = drafts.toSorted((a, b) => compareUrgency(layered(a.key), layered(b.key)) || compareOwn(a, b))
  const byKey = new Map(drafts.map(draft => [draft.key, draft]))
  const after = beforeOf(said.kept)
  const ordered = takeAll(sorted, all.kept).map((draft): Ordered => {
    const urgency = layered(draft.key)
    const lifted = compareUrgency(urgency, alone(draft.key)) < 0 ? byKey.get(urgency.key)?.zones : undefined
    return {
      ...{draft, late: isLate(draft.key), lifted: lifted ?? []},
      after: [...(after.get(draft.key) ?? [])].sort()
    }
  })
  return {ordered, cuts: [...said.cuts, ...all.cuts]}
}

/** Late is what calls itself so and what nothing that is not late waits for. */
function lateness(drafts: readonly Draft[], waits: readonly Wait[]): (key: string) => boolean {
  const own = new Map(drafts.map(({key, late}) => [key, late]))
  const late = inherit(own, waits, (mine, waiting) => mine && waiting)
  return key => late.get(key) ?? false
}

function urgencies(
  drafts: readonly Draft[],
  waits: readonly Wait[],
  isLate: (key: string) => boolean
): (key: string) => Urgency {
  const own = new Map(
    drafts.map(({key, worth, rank}): [string, Urgency] => [key, {late: isLate(key), worth, rank, key}])
  )
  const least: Urgency = {late: true, worth: 0, rank: Number.POSITIVE_INFINITY, key: ''}
  const values = inherit(own, waits, (mine, waiting) => (compareUrgency(waiting, mine) < 0 ? waiting : mine))
  return key => values.get(key) ?? least
}

function takeAll(sorted: readonly Draft[], waits: readonly Wait[]): Draft[] {
  const before = beforeOf(waits)
  // Gates come as soon as they can: they put nothing off that is ready.
  const gates = [...before.keys()].filter(isGate).map(key => ({key, draft: undefined}))
  const items = [...gates, ...sorted.map(draft => ({key: draft.key, draft}))]
  return takeInOrder(items, before).flatMap(({draft}) => draft ?? [])
}

function beforeOf(waits: readonly Wait[]): Map<string, Set<string>> {
  const before = new Map<string, Set<string>>()
  for (const {waiting, first} of waits) {
    const known = before.get(waiting)
    if (known) known.add(first)
    else before.set(waiting, new Set([first]))
  }
  return before
}
