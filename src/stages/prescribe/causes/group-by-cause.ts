import type {DangerZone} from '../../../artifacts/danger-zone.ts'
import {compareBy} from '../../../base/compare.ts'
import {groupBy} from '../../../base/group-by.ts'
import {doubtsOf, isGuess} from './doubts.ts'

type Group = readonly [DangerZone, ...DangerZone[]]

/**
 * Zones that one change mends, in the order of the document:
 *
 * - one detector, one module, and one suggested fix but for the names in it;
 * - one suggested fix, and a piece of evidence that both name outside of their own modules: the cause lies there;
 * - one category, and the same lines of one symbol: two detectors saw one thing.
 *
 * A zone that is a guess or has an open question never joins one that is not.
 */
export function groupByCause(zones: readonly DangerZone[]): Group[] {
  const leader = zones.map((_, index) => index)
  const find = (index: number): number => {
    const parent = leader[index] ?? index
    return parent === index ? index : find(parent)
  }
  const firstWith = new Map<string, number>()
  zones.forEach((zone, index) => {
    for (const trait of traitsOf(zone)) {
      const other = firstWith.get(trait)
      if (other === undefined) firstWith.set(trait, index)
      else join(find(other), find(index))
    }
  })
  joinOverlapping(zones, (left, right) => join(find(left), find(right)))
  const groups = new Map<number, [DangerZone, ...DangerZone[]]>()
  zones.forEach((zone, index) => {
    const group = groups.get(find(index))
    if (group) group.push(zone)
    else groups.set(find(index), [zone])
  })
  return [...groups.values()]

  function join(left: number, right: number): void {
    leader[Math.max(left, right)] = Math.min(left, right)
  }
}

/** Zones that share one of these have one cause. */
function traitsOf(zone: DangerZone): string[] {
  const {detector, path, fix, evidence} = zone
  if (fix === '') return []
  const elsewhere = evidence.filter(piece => piece.path !== path)
  return [
    JSON.stringify(['fix', detector, path, withoutNames(fix), stateOf(zone)]),
    ...elsewhere.map(({path: home, line}) => JSON.stringify(['shared', fix, home, line, stateOf(zone)]))
  ]
}

/** What is code in a text is a name of the place. */
function withoutNames(text: string): string {
  return text.replace(/`[^`]*`/g, '`…`')
}

/** Zones of one module, category and symbol, by line: each that begins before the furthest end so far overlaps. */
function joinOverlapping(zones: readonly DangerZone[], join: (left: number, right: number) => void): void {
  const fixable = zones.flatMap((zone, index) => (zone.fix === '' ? [] : [{zone, index}]))
  const places = groupBy(fixable, ({zone}) =>
    JSON.stringify([zone.path, zone.category, zone.symbol, stateOf(zone)])
  )
  for (const group of places.values()) {
    const [first, ...rest] = group.toSorted(
      compareBy(
        ({zone}) => zone.startLine,
        ({index}) => index
      )
    )
    let furthest = first
    for (const next of rest) {
      if (!furthest) break
      const overlaps = next.zone.startLine <= furthest.zone.endLine
      if (overlaps && next.zone.detector !== furthest.zone.detector) join(furthest.index, next.index)
      if (next.zone.endLine > furthest.zone.endLine) furthest = next
    }
  }
}

function stateOf(zone: DangerZone): string {
  return isGuess(zone) ? 'guess' : doubtsOf(zone).length > 0 ? 'open' : 'known'
}
