import {readAcceptance} from '../../artifacts/danger-zones/status.ts'
import type {Gate} from '../../pipeline/gates.ts'
import type {HuntOutcome} from '../../pipeline/stages/hunt.ts'
import {type FindingsReport, findingFields, type ReportedFinding} from '../../report/findings.ts'
import {countOf} from '../../report/text/count.ts'
import {droppedLines, findingLines} from '../../report/text/findings.ts'
import type {Report, View} from '../stage-command.ts'

/** What hunt found, for printing: zones in the order of DANGER-ZONES.md, then with `--all` what is over the budget. */
export function huntReport(outcome: HuntOutcome, view: View): Report {
  const {options, paint} = view
  const {findings, dropped, hidden} = selectFindings(outcome, view)
  const critical = findings.filter(({finding}) => finding.tier === 'critical').length
  return {
    fields: findingFields({findings, dropped, hidden}),
    text: findingLines(findings, paint) + (options.showDropped ? droppedLines(dropped) : ''),
    summary: [
      `${countOf(findings.length, 'finding')}, ${critical} critical`,
      ...(hidden > 0 ? [`${hidden} hidden (--all shows them)`] : []),
      ...(dropped.length > 0 && !options.showDropped ? [`${dropped.length} dropped (--show-dropped)`] : [])
    ].join(', '),
    gates: gatesOf(outcome, view)
  }
}

function selectFindings({hunt, zones}: HuntOutcome, {session, options, shows}: View): FindingsReport {
  const known = new Set(session.baseline.findings)
  const numbered = new Map(zones.zones.map(zone => [zone.key, `DZ-${zone.number}`]))
  const inOrder: ReportedFinding[] = [
    ...zones.zones.map(zone => ({id: `DZ-${zone.number}`, finding: zone})),
    ...hunt.findings.filter(({key}) => !numbered.has(key)).map(finding => ({id: finding.key, finding}))
  ]
  const inScope = inOrder.filter(({finding}) => shows(finding.path))
  const findings = inScope.filter(
    ({finding}) => options.all || (numbered.has(finding.key) && !known.has(finding.key))
  )
  return {
    findings,
    dropped: hunt.dropped.filter(({path}) => shows(path)),
    hidden: inScope.length - findings.length
  }
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
