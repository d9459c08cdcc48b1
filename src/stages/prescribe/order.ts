import {compareBy} from '../../base/compare.ts'
import type {Draft} from './draft.ts'
import type {Layers} from './layers.ts'

/** A draft with its place in the order of the whole. */
export interface Ordered {
  readonly draft: Draft
  /** Whether it waits: it is late, and nothing that is not late comes after it. */
  readonly late: boolean
  /** Zones of actions worth more that come after it only because its layer is lower. */
  readonly lifted: readonly string[]
}

/** Smaller comes first. */
interface Urgency {
  readonly late: boolean
  readonly worth: number
  readonly rank: number
}

const compareUrgency = compareBy<Urgency>(
  ({late}) => (late ? 1 : 0),
  ({worth}) => -worth,
  // Infinity minus Infinity is no number.
  ({rank}) => Math.min(rank, Number.MAX_SAFE_INTEGER)
)
const phases = {escalate: 0, accept: 1, test: 2, refactor: 3, doc: 4}

/**
 * Dependencies first: what `after` names, then lower layers before upper ones that need them; then risk removed per
 * effort, then zone number, then key. An action is as urgent as the most urgent that waits for it. All that is late
 * comes last. The result depends on nothing but the drafts and the layers.
 */
export function orderDrafts(drafts: readonly Draft[], layers: Layers): Ordered[] {
  const byKey = new Map(drafts.map(draft => [draft.key, draft]))
  const required = new Map(
    drafts.map(({key, after}) => [key, new Set(after.filter(before => byKey.has(before)))])
  )
  const late = inherit(
    required,
    key => byKey.get(key)?.late ?? false,
    (own, waiting) => own && waiting
  )
  const isLate = (key: string) => late.get(key) ?? false
  const before = addLayers(drafts, required, layers, isLate)
  const own = (key: string): Urgency => {
    const {worth = 0, rank = 0} = byKey.get(key) ?? {}
    return {late: isLate(key), worth, rank}
  }
  const urgency = inherit(before, own, (mine, waiting) =>
    compareUrgency(waiting, mine) < 0 ? waiting : mine
  )
  const sorted = drafts.toSorted(
    (a, b) =>
      compareUrgency(urgency.get(a.key) ?? own(a.key), urgency.get(b.key) ?? own(b.key)) ||
      compareBy<Draft>(
        ({rank}) => Math.min(rank, Number.MAX_SAFE_INTEGER),
        ({kind}) => phases[kind],
        ({key}) => key
      )(a, b)
  )
  const lifted = ({key, worth}: Draft) =>
    drafts
      .filter(other => other.worth > worth && before.get(other.key)?.has(key))
      .filter(other => !required.get(other.key)?.has(key))
      .flatMap(({zones}) => zones)
  return takeInOrder(sorted, before).map(draft => ({
    draft,
    late: isLate(draft.key),
    lifted: [...new Set(lifted(draft))]
  }))
}

/** Adds to what each draft comes after the drafts of lower layers that are as late as it is. */
function addLayers(
  drafts: readonly Draft[],
  required: ReadonlyMap<string, ReadonlySet<string>>,
  layers: Layers,
  isLate: (key: string) => boolean
): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    drafts.map(upper => {
      const lower = drafts.filter(
        ({key, path}) => isLate(key) === isLate(upper.key) && layers.isBelow(path, upper.path)
      )
      return [upper.key, new Set([...(required.get(upper.key) ?? []), ...lower.map(({key}) => key)])]
    })
  )
}

/** For each key its own value combined with those of all that wait for it, directly or through others. */
function inherit<T>(
  before: ReadonlyMap<string, ReadonlySet<string>>,
  own: (key: string) => T,
  combine: (own: T, waiting: T) => T
): ReadonlyMap<string, T> {
  const values = new Map([...before.keys()].map(key => [key, own(key)]))
  const pending = [...before.keys()]
  for (let key = pending.pop(); key !== undefined; key = pending.pop()) {
    for (const earlier of before.get(key) ?? []) {
      const old = values.get(earlier)
      const waiting = values.get(key)
      if (old === undefined || waiting === undefined) continue
      const combined = combine(old, waiting)
      if (combined === old) continue
      values.set(earlier, combined)
      pending.push(earlier)
    }
  }
  return values
}

/** Again and again the first whose predecessors are all taken. */
export function takeInOrder<T extends {readonly key: string}>(
  sorted: readonly T[],
  before: ReadonlyMap<string, ReadonlySet<string>>
): T[] {
  const present = new Set(sorted.map(({key}) => key))
  const taken = new Set<string>()
  const waiting = [...sorted]
  const order: T[] = []
  while (waiting.length > 0) {
    const isReady = ({key}: T) =>
      [...(before.get(key) ?? [])].every(other => taken.has(other) || !present.has(other))
    const [next] = waiting.splice(waiting.findIndex(isReady), 1)
    if (!next || !isReady(next)) throw new Error('Expected actions without a ring of what comes first')
    taken.add(next.key)
    order.push(next)
  }
  return order
}
