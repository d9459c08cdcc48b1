import type {Draft} from '../draft.ts'
import {never, type Wait} from './break-rings.ts'
import type {Layers} from './layers.ts'

/** Cheapest first: an order of layers is a habit, what a zone says is somebody's word, a test before the change is the point. */
const costs = {layer: 1, said: 2} as const
/** Stands between layers in place of an edge for each pair of actions. No key of a draft begins so. */
const gateMark = '\0'

/**
 * What the drafts say themselves: `after`, and the zones that `afterZones` names. Of such a zone the last action is
 * waited for, by the first of the zone that says so. Nothing waits for itself.
 */
export function waitsOf(drafts: readonly Draft[]): Wait[] {
  const known = new Set(drafts.map(({key}) => key))
  const byZone = groupByZone(drafts)
  return drafts.flatMap(draft => {
    const required = draft.after.filter(first => known.has(first))
    const isFirst = !required.some(first => draft.zones.some(zone => holds(byZone.get(zone), first)))
    const said = isFirst ? draft.afterZones.flatMap(zone => lastOf(byZone.get(zone) ?? [])) : []
    return [
      ...required.map(first => ({waiting: draft.key, first, cost: never})),
      ...said
        .filter(first => first !== draft.key && !required.includes(first))
        .map(first => ({waiting: draft.key, first, cost: costs.said}))
    ]
  })
}

function groupByZone(drafts: readonly Draft[]): ReadonlyMap<string, readonly Draft[]> {
  const byZone = new Map<string, Draft[]>()
  for (const draft of drafts)
    for (const zone of draft.zones) byZone.set(zone, [...(byZone.get(zone) ?? []), draft])
  return byZone
}

function holds(drafts: readonly Draft[] | undefined, key: string): boolean {
  return drafts?.some(draft => draft.key === key) ?? false
}

/** Keys of the drafts of one zone that no other of them waits for. */
function lastOf(drafts: readonly Draft[]): string[] {
  const followed = new Set(drafts.flatMap(({after}) => after))
  return drafts.map(({key}) => key).filter(key => !followed.has(key))
}

/**
 * Waits for the lower layers, by way of gates: an action waits for the floor of its layer, the floor for the gates of
 * the layers below, and a gate for its floor and for all actions in its layer. Actions that are late have gates of their
 * own, so that no action waits for one that is put off.
 */
export function layerWaits(
  drafts: readonly Draft[],
  {layerOf, needs}: Layers,
  isLate: (key: string) => boolean
): Wait[] {
  const between = needs.flatMap((below, layer) =>
    [false, true].flatMap(late => [
      {waiting: gate('gate', layer, late), first: gate('floor', layer, late), cost: never},
      ...below.map(lower => ({
        waiting: gate('floor', layer, late),
        first: gate('gate', lower, late),
        cost: never
      }))
    ])
  )
  const placed = drafts.flatMap(({key, path}) => {
    const layer = layerOf(path)
    if (layer === undefined) return []
    const late = isLate(key)
    return [
      {waiting: key, first: gate('floor', layer, late), cost: costs.layer},
      {waiting: gate('gate', layer, late), first: key, cost: never}
    ]
  })
  return [...between, ...placed]
}

/** Whether the key is none of a draft. */
export function isGate(key: string): boolean {
  return key.startsWith(gateMark)
}

function gate(kind: 'gate' | 'floor', layer: number, late: boolean): string {
  return `${gateMark}${kind} ${late ? 'late' : 'soon'} ${layer}`
}
