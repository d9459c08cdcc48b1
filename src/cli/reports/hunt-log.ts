import type {Log} from 'sarif'
import {readAcceptance} from '../../artifacts/danger-zones/status.ts'
import type {Problem} from '../../errors.ts'
import {baselineName} from '../../pipeline/baseline.ts'
import type {HuntOutcome} from '../../pipeline/stages/hunt.ts'
import {findWorkTree} from '../../repo/disk-work-tree.ts'
import type {ReportedFinding} from '../../report/findings.ts'
import {detectorRule, zoneFinding} from '../../report/sarif/findings.ts'
import {type SarifFinding, sarifLog} from '../../report/sarif/log.ts'
import {detectors} from '../../stages/hunt/detectors/index.ts'
import {readOwnFile} from '../own-package.ts'
import type {View} from '../stage-command.ts'
import {version} from '../version.ts'

/** The zones, with `--all` what is over the budget too; those that are accepted or known are among them, suppressed. */
export function huntLog({hunt, zones}: HuntOutcome, view: View, problems: readonly Problem[]): Log {
  const {session, root, options, shows} = view
  const known = new Set(session.baseline.findings)
  const numbered = new Set(zones.zones.map(({key}) => key))
  const rest: ReportedFinding[] = hunt.findings
    .filter(({key}) => options.all && !numbered.has(key))
    .map(finding => ({id: finding.key, finding}))
  return sarifLog({
    version,
    category: 'hunt',
    rules: detectors.map(detector => detectorRule(detector, readOwnFile(pageOf(detector.id)))),
    findings: [
      ...zones.zones.map(zone =>
        zoneFinding({id: `DZ-${zone.number}`, finding: zone}, suppressionOf(zone, known))
      ),
      ...rest.map(one => zoneFinding(one, undefined))
    ].filter(({path}) => shows(path)),
    problems,
    prefix: findWorkTree(root).path,
    textOf: path => session.repo.read(path)
  })
}

function pageOf(id: string): string {
  return `src/stages/hunt/detectors/${id}.md`
}

function suppressionOf(
  {key, status}: {readonly key: string; readonly status: string},
  known: ReadonlySet<string>
): SarifFinding['suppression'] | undefined {
  const acceptance = readAcceptance(status)
  if (acceptance) return {kind: 'external', justification: acceptance.rationale}
  return known.has(key) ? {kind: 'external', justification: `known in ${baselineName}`} : undefined
}
