import {compareBy} from '../../base/compare.ts'
import type {Candidate, Detector} from './define-detector.ts'

/** Candidates that are one finding. The first gives its texts and place, all of them their evidence. */
export type Same = readonly [Candidate, ...Candidate[]]

/**
 * Puts candidates of one detector together: those with one key, and those of one module that the detector gives one
 * cause. Of several with one cause the first by resource leads, or what {@link Detector.join} makes of them.
 */
export function joinCauses(detector: Detector, candidates: readonly Candidate[]): Same[] {
  const byKey = groupBy([...candidates].sort(inSource), one => keyOf(detector, one))
  const byCause = groupBy(byKey, ([first]) =>
    first.cause === undefined ? keyOf(detector, first) : JSON.stringify([first.path, first.cause])
  )
  return byCause.map(groups => joinGroups(detector, groups))
}

/** `DETECTOR/PATH/SYMBOL/RESOURCE`: no line, no offset, one line of text. */
export function keyOf(detector: Detector, candidate: Candidate): string {
  const part = (text: string) => text.replace(/\s+/g, '').replaceAll('/', '.').replaceAll('--', '-')
  return `${detector.id}/${candidate.path}/${part(candidate.symbol)}/${part(candidate.resource)}`
}

const inSource = compareBy<Candidate>(
  one => one.path,
  one => one.startLine,
  one => one.endLine,
  one => one.title
)
const byResource = compareBy<Same>(
  ([first]) => first.resource,
  ([first]) => first.startLine,
  ([first]) => first.symbol
)

function joinGroups(detector: Detector, groups: readonly [Same, ...Same[]]): Same {
  const [first, second, ...others] = [...groups].sort(byResource) as [Same, ...Same[]]
  if (!second) return first
  const all = [first, second, ...others].flat()
  const leads = [first[0], second[0], ...others.map(([one]) => one)] as const
  return detector.join ? [detector.join(leads), ...all] : [first[0], ...all.slice(1)]
}

/** Groups in the order of their first members. */
function groupBy<T>(members: readonly T[], keyOf: (member: T) => string): [T, ...T[]][] {
  const groups = new Map<string, [T, ...T[]]>()
  for (const member of members) {
    const key = keyOf(member)
    const same = groups.get(key)
    if (same) same.push(member)
    else groups.set(key, [member])
  }
  return [...groups.values()]
}
