import type {Finding} from './finding.ts'

const MAX_CRITICAL = 15
const MAX_ELEVATED = 40
/** Shown whatever the size of the repository. */
const FREE = 10
const PER_THOUSAND_LINES = 0.5
/** Of one detector, among the first twenty. */
const OF_ONE_DETECTOR = 3
const HEAD = 20

/** The lowest score: a rare input, one call, and loud. It is not worth a reader's time. */
const NOT_WORTH_READING = 3

/**
 * The findings that are shown unless all are asked for, in their order: none of the lowest score, at most 15 critical and
 * 40 elevated, and beyond the first ten at most one for each 2,000 lines.
 */
export function withinBudget(all: readonly Finding[], lines: number): readonly Finding[] {
  const findings = all.filter(one => one.score.total > NOT_WORTH_READING)
  const critical = findings.filter(one => one.tier === 'critical').slice(0, MAX_CRITICAL)
  const elevated = findings.filter(one => one.tier === 'elevated').slice(0, MAX_ELEVATED)
  const room = Math.max(FREE, Math.floor((lines / 1000) * PER_THOUSAND_LINES))
  return [...critical, ...elevated].slice(0, room)
}

/**
 * Moves what one detector has over three among the first twenty behind them, within its tier, so that the head
 * of the list shows several kinds. Order is kept otherwise.
 */
export function spreadDetectors(findings: readonly Finding[]): Finding[] {
  const counts = new Map<string, number>()
  const spread: Finding[] = []
  for (const tier of ['critical', 'elevated'] as const)
    spread.push(
      ...spreadTier(
        findings.filter(one => one.tier === tier),
        counts,
        HEAD - spread.length
      )
    )
  return spread
}

function spreadTier(findings: readonly Finding[], counts: Map<string, number>, room: number): Finding[] {
  const head = new Set<Finding>()
  for (const one of findings) {
    const count = counts.get(one.detector) ?? 0
    if (head.size >= room || count >= OF_ONE_DETECTOR) continue
    counts.set(one.detector, count + 1)
    head.add(one)
  }
  return [...head, ...findings.filter(one => !head.has(one))]
}
