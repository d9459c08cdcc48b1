import type {FindingsReport, ReportedFinding} from '../findings.ts'
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
