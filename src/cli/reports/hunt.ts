import {readAcceptance} from '../../artifacts/danger-zones/status.ts'
import type {Gate} from '../../pipeline/gates.ts'
import type {HuntOutcome} from '../../pipeline/stages/hunt.ts'
import type {SinceRevision} from '../../pipeline/stages/hunt-since.ts'
import {type FindingsReport, findingFields, type ReportedFinding} from '../../report/findings.ts'
import {countOf} from '../../report/text/count.ts'
import {droppedLines, findingLines, killLines, sinceLines} from '../../report/text/findings.ts'
import type {Finding} from '../../stages/hunt/index.ts'
import type {Report, View} from '../stage-command.ts'

/** What hunt found, for printing: zones in the order of DANGER-ZONES.md, then with `--all` what is over the budget. */
export function huntReport(outcome: HuntOutcome, view: View): Report {
  const found = selectFindings(outcome, view)
  return {
    fields: findingFields(found),
    text: textOf(found, view),
    summary: summaryOf(found, view),
    gates: outcome.since ? gatesSince(outcome.since, view) : gatesOf(outcome, view)
  }
}

function textOf({findings, dropped, since}: FindingsReport, {options, paint}: View): string {
  const listed = since ? sinceLines(since, paint) : findingLines(findings, paint)
  return options.showDropped ? `${listed}${droppedLines(dropped)}${killLines(dropped)}` : listed
}

function summaryOf({findings, dropped, hidden}: FindingsReport, {options}: View): string {
  const critical = findings.filter(({finding}) => finding.tier === 'critical').length
  return [
    `${countOf(findings.length, 'finding')}, ${critical} critical`,
    ...(hidden > 0 ? [`${hidden} hidden (--all shows them)`] : []),
    ...(dropped.length > 0 && !options.showDropped ? [`${dropped.length} dropped (--show-dropped)`] : [])
  ].join(', ')
}

function selectFindings({hunt, zones, since}: HuntOutcome, view: View): FindingsReport {
  const {session, options, shows} = view
  const known = new Set(session.baseline.findings)
  const numbered = new Map(zones.zones.map(zone => [zone.key, `DZ-${zone.number}`]))
  const idOf = ({key}: Finding) => numbered.get(key) ?? key
  const inOrder: ReportedFinding[] = [
    ...zones.zones.map(zone => ({id: `DZ-${zone.number}`, finding: zone})),
    ...hunt.findings.filter(({key}) => !numbered.has(key)).map(finding => ({id: finding.key, finding}))
  ]
  const inScope = inOrder.filter(({finding}) => shows(finding.path))
  const inBudget = new Set(hunt.shownIn(shows).map(({key}) => key))
  const findings = inScope.filter(
    ({finding: {key}}) => options.all || ((numbered.has(key) || inBudget.has(key)) && !known.has(key))
  )
  const report = (list: readonly Finding[]) =>
    list.filter(({path}) => shows(path)).map(finding => ({id: idOf(finding), finding}))
  return {
    findings,
    dropped: hunt.dropped.filter(({path}) => shows(path)),
    hidden: inScope.length - findings.length,
    ...(since
      ? {
          since: {
            revision: since.revision,
            introduced: report(since.introduced),
            resolved: report(since.resolved),
            unchanged: report(since.unchanged)
          }
        }
      : {})
  }
}

/** With a revision to compare with, only what is new since then closes a gate. */
function gatesSince({introduced}: SinceRevision, {session, shows}: View): ReadonlySet<Gate> {
  const known = new Set(session.baseline.findings)
  const gates = new Set<Gate>(
    introduced.filter(({key, path}) => !known.has(key) && shows(path)).map(({tier}) => tier)
  )
  return gates.has('critical') ? gates.add('elevated') : gates
}

/** Zones that are open and not in the baseline. A critical one is elevated all the more. */
function gatesOf({zones}: HuntOutcome, {session, shows}: View): ReadonlySet<Gate> {
  const known = new Set(session.baseline.findings)
  const open = zones.zones.filter(
    ({key, status, path}) => !known.has(key) && readAcceptance(status) === undefined && shows(path)
  )
  const gates = new Set<Gate>(open.map(({tier}) => tier))
  return gates.has('critical') ? gates.add('elevated') : gates
}
