import type {ReportedFinding} from '../findings.ts'
import type {SarifFinding, SarifRule} from './log.ts'

/** A detector as a rule: `hunt/lazy-init-race`. `page` is its page, Markdown. */
export function detectorRule(
  {id, category, precision}: {readonly id: string; readonly category: string; readonly precision: string},
  page: string | undefined
): SarifRule {
  const said = /^## What it finds\s+([\s\S]*?)(?=\n\n|\n##|$)/m.exec(page ?? '')?.[1]
  return {
    id: `hunt/${id}`,
    title: (said ?? id.replaceAll('-', ' ')).replace(/\s+/g, ' ').trim(),
    help: page ?? `\`groundtruth explain ${id}\` tells more.`,
    level: 'warning',
    tags: ['reliability', category, `precision-${precision.toLowerCase()}`]
  }
}

/** A zone as a result: an error when it is critical. Who has accepted it, or knows it, suppresses it. */
export function zoneFinding(
  {id, finding}: ReportedFinding,
  suppression: SarifFinding['suppression'] | undefined
): SarifFinding {
  const {detector, tier, title, precondition, path, startLine, endLine, key, evidence, fix} = finding
  return {
    rule: `hunt/${detector}`,
    level: tier === 'critical' ? 'error' : 'warning',
    message: `${id.startsWith('DZ-') ? `${id}: ` : ''}${title}. Happens when ${precondition} Fix: ${fix}`,
    path,
    line: startLine,
    endLine,
    key,
    related: evidence.map(({path, line, note}) => ({path, line, note})),
    ...(suppression ? {suppression} : {})
  }
}
