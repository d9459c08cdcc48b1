import {compareBy} from '../../base/compare.ts'
import type {FindingsReport, ReportedFinding, SinceReport} from '../findings.ts'
import {countOf} from './count.ts'
import type {Paint} from './paint.ts'

/** Two lines for each finding, most urgent first: where and what, then why it matters. */
export function findingLines(findings: readonly ReportedFinding[], paint: Paint): string {
  return findings.map(each => findingLine(each, paint)).join('')
}

function findingLine({id, finding}: ReportedFinding, paint: Paint): string {
  const {tier, confidence, score, path, startLine, title, precondition} = finding
  const rank = `${tier}, score ${score.total}, confidence ${confidence}`
  const label = paint(tier === 'critical' ? 'red' : 'yellow', id)
  return `${label} ${path}:${startLine} ${title} ${paint('dim', `(${rank})`)}\n  when: ${precondition}\n`
}

/** One line for each suspicion that was disproved. */
export function droppedLines(dropped: FindingsReport['dropped']): string {
  return dropped
    .map(
      ({detector, path, line, kill, reason}) => `dropped ${path}:${line} ${detector}: ${kill}: ${reason}\n`
    )
    .join('')
}

/** One line for each kill of each detector: how many suspicions it removed, most first. */
export function killLines(dropped: FindingsReport['dropped']): string {
  const counts = new Map<string, number>()
  for (const {detector, kill} of dropped) {
    const name = `${detector}: ${kill}`
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts]
    .sort(
      compareBy(
        ([, count]) => -count,
        ([name]) => name
      )
    )
    .map(([name, count]) => `${countOf(count, 'suspicion')} dropped by ${name}\n`)
    .join('')
}

/** What was introduced since a revision and what was resolved, and how much else there is. */
export function sinceLines({revision, introduced, resolved, unchanged}: SinceReport, paint: Paint): string {
  return [
    `introduced since ${revision}: ${introduced.length}\n`,
    findingLines(introduced, paint),
    `resolved since ${revision}: ${resolved.length}\n`,
    ...resolved.map(({id, finding}) => `${id} ${finding.title}\n`),
    `unchanged: ${unchanged.length}\n`
  ].join('')
}
