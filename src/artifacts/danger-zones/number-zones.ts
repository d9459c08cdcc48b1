import {compareBy} from '../../base/compare.ts'
import type {DangerZone, DangerZones, ResolvedZone} from '../danger-zone.ts'
import {moveKeys} from './moved.ts'
import {readAcceptance, stillFound} from './status.ts'

/** A zone as hunt finds it: without what only the file knows. */
export type FoundZone = Omit<DangerZone, 'number' | 'status' | 'formerly' | 'notes'>

/** What stands in DANGER-ZONES.md beside the zones. */
export interface ZoneSurroundings {
  /**
   * Findings over the budget, in report order. One that has a number already is shown all the same: what is merely
   * hidden must not be called resolved. The others are counted.
   */
  readonly overBudget?: readonly FoundZone[]
  readonly unanalyzed?: readonly string[]
}

/**
 * Gives each found zone its number, status and notes, by key.
 *
 * `found` is in report order; new zones take the next free numbers in that order. `previous` holds the file as it was,
 * or both sides of a merge, ours first; the result does not depend on which side is which, but for two notes or two
 * statuses on one zone. A number once given is never given to another key.
 */
export function numberZones(
  found: readonly FoundZone[],
  previous: readonly DangerZones[],
  {overBudget = [], unanalyzed = []}: ZoneSurroundings = {}
): DangerZones {
  const memory = readMemory(previous, [...found, ...overBudget])
  const shown = [...found, ...overBudget.filter(({key}) => memory.has(key))]
  const numbers = assignNumbers(shown, memory, firstFree(previous))
  const zones = shown.map(zone => withMemory(zone, numbers, memory.get(zone.key)))
  return {
    zones: zones.toSorted(
      compareBy(zone => (readAcceptance(zone.status) ? 2 : zone.tier === 'critical' ? 0 : 1))
    ),
    resolved: listResolved(memory, numbers, new Set(shown.map(({key}) => key))),
    foreign: previous[0]?.foreign ?? [],
    hidden: overBudget.filter(({key}) => !memory.has(key)).length,
    unanalyzed,
    next: numbers.next
  }
}

/** What earlier files say about one key. */
interface Remembered {
  readonly key: string
  readonly number: number
  readonly status: string
  readonly title: string
  readonly path: string
  /** Whether some file has it among its zones. */
  readonly open: boolean
  readonly formerly?: number
  readonly notes?: string
}

function readMemory(previous: readonly DangerZones[], found: readonly FoundZone[]): Map<string, Remembered> {
  const all = previous.flatMap(({zones, resolved}) => [...zones.map(fromZone), ...resolved.map(fromResolved)])
  const known = new Set(all.map(({key}) => key))
  const open = previous.flatMap(({zones}) => zones.map(({key}) => key))
  const current = new Set(found.map(({key}) => key))
  const moved = moveKeys(
    open.filter(key => !current.has(key)),
    [...current].filter(key => !known.has(key))
  )
  const memory = new Map<string, Remembered>()
  for (const entry of all) {
    const key = moved.get(entry.key) ?? entry.key
    const known = memory.get(key)
    memory.set(key, known ? merge(known, entry) : {...entry, key})
  }
  return memory
}

function fromZone({key, number, status, title, path, formerly, notes}: DangerZone): Remembered {
  const optional = {...(formerly === undefined ? {} : {formerly}), ...(notes === undefined ? {} : {notes})}
  return {key, number, status, title, path, open: true, ...optional}
}

function fromResolved({key, number, status = 'open', title, path}: ResolvedZone): Remembered {
  return {key, number, status, title, path, open: false}
}

/** The smaller number, whichever side is ours; of what a person wrote ours, unless only theirs says something. */
function merge(ours: Remembered, theirs: Remembered): Remembered {
  const formerly = ours.formerly ?? theirs.formerly
  const notes = ours.notes ?? theirs.notes
  return {
    ...ours,
    number: Math.min(ours.number, theirs.number),
    status: ours.status === 'open' ? theirs.status : ours.status,
    open: ours.open || theirs.open,
    ...(formerly === undefined ? {} : {formerly}),
    ...(notes === undefined ? {} : {notes})
  }
}

/** Larger than every number any side has used or reserved, a hand-written `DZ-9` included. */
function firstFree(previous: readonly DangerZones[]): number {
  const reserved = previous.map(({next}) => next)
  const used = previous.flatMap(({zones, resolved}) => [...zones, ...resolved].map(({number}) => number + 1))
  const foreign = previous
    .flatMap(zones => zones.foreign)
    .map(({label}) => Number(/^DZ-(\d+)$/.exec(label)?.[1] ?? 0) + 1)
  return Math.max(1, ...reserved, ...used, ...foreign)
}

interface Numbers {
  readonly byKey: ReadonlyMap<string, number>
  /** Keys that had to give up their number, with that number. */
  readonly formerly: ReadonlyMap<string, number>
  readonly next: number
}

/**
 * Known keys first: of several with one number a found zone goes before a resolved one, then the smaller key; the
 * others take new numbers in key order. Then new keys in report order.
 */
function assignNumbers(
  found: readonly FoundZone[],
  memory: ReadonlyMap<string, Remembered>,
  free: number
): Numbers {
  const isFound = new Set(found.map(({key}) => key))
  const known = [...memory.values()].sort(
    compareBy(
      ({key}) => (isFound.has(key) ? 0 : 1),
      ({key}) => key
    )
  )
  const byKey = new Map<string, number>()
  const formerly = new Map<string, number>()
  const taken = new Set<number>()
  let next = free
  for (const {key, number} of known) {
    if (taken.has(number)) formerly.set(key, number)
    byKey.set(key, taken.has(number) ? next++ : number)
    taken.add(number)
  }
  for (const {key} of found) if (!byKey.has(key)) byKey.set(key, next++)
  return {byKey, formerly, next}
}

function withMemory(zone: FoundZone, numbers: Numbers, known: Remembered | undefined): DangerZone {
  const formerly = numbers.formerly.get(zone.key) ?? known?.formerly
  return {
    ...zone,
    number: numbers.byKey.get(zone.key) ?? 0,
    status: stillFound(known?.status ?? 'open'),
    ...(formerly === undefined ? {} : {formerly}),
    ...(known?.notes === undefined ? {} : {notes: known.notes})
  }
}

/** By number. An acceptance is kept, so that it stands again when the zone does. */
function listResolved(
  memory: ReadonlyMap<string, Remembered>,
  {byKey}: Numbers,
  found: ReadonlySet<string>
): ResolvedZone[] {
  return [...memory.values()]
    .filter(({key}) => !found.has(key))
    .map(({key, title, path, status}) => ({
      ...{number: byKey.get(key) ?? 0, key, title, path},
      ...(readAcceptance(status) ? {status} : {})
    }))
    .sort(compareBy(({number}) => number))
}
