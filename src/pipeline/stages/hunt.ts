import type {DangerZones} from '../../artifacts/danger-zone.ts'
import {numberZones} from '../../artifacts/danger-zones/number-zones.ts'
import {planDangerZones, readDangerZones} from '../../artifacts/danger-zones.ts'
import type {Problem} from '../../errors.ts'
import {detectors} from '../../stages/hunt/detectors/index.ts'
import {type Hunt, hunt} from '../../stages/hunt/index.ts'
import type {StageResult} from '../../stages/result.ts'
import {baselineName} from '../baseline.ts'
import {bothSides} from '../both-sides.ts'
import {ignoredDetectors} from '../detector-selection.ts'
import {requireArtifact} from '../require-artifact.ts'
import type {Session, SessionInput} from '../session.ts'
import {writeArtifact} from '../write-artifact.ts'
import {countRepairs} from './count-repairs.ts'
import {huntSince, type SinceRevision} from './hunt-since.ts'

export interface HuntOutcome {
  readonly hunt: Hunt
  /** Where a revision was named to compare with. */
  readonly since?: SinceRevision
  /** What DANGER-ZONES.md is to hold. */
  readonly zones: DangerZones
}

/** A revision to compare with, and what reads the references of its tree. */
export interface Comparison {
  readonly revision: string
  readonly readReferences: SessionInput['readReferences']
}

/** Looks for what will break; stages DANGER-ZONES.md. */
export function performHunt(session: Session, comparison?: Comparison): StageResult<HuntOutcome> {
  requireArtifact(session, 'ARCHITECTURE.md')
  const ignored = ignoredDetectors(
    session.config.detectors,
    detectors.map(({id}) => id)
  )
  const {value: found, problems} = hunt({
    facts: session.facts(),
    references: session.references(),
    impactOf: session.impact().of,
    repairsOf: countRepairs(session.history()),
    ignoredDetectors: ignored
  })
  const previous = bothSides(session, 'DANGER-ZONES.md').map(readDangerZones)
  const shown = new Set(found.shown)
  const zones = numberZones(
    found.shown,
    previous.map(({value}) => value),
    {overBudget: found.findings.filter(finding => !shown.has(finding)), unanalyzed: found.unanalyzed}
  )
  const messages = writeArtifact(session, 'DANGER-ZONES.md', planDangerZones(zones))
  const since =
    comparison && huntSince(session, found, comparison.revision, ignored, comparison.readReferences)
  return {
    value: {hunt: found, zones, ...(since ? {since} : {})},
    problems: [...problems, ...staleEntries(found, session), ...messages]
  }
}

/** Entries of the baseline that are no longer found. */
function staleEntries({findings}: Hunt, {baseline}: Session): Problem[] {
  const keys = new Set(findings.map(({key}) => key))
  return baseline.findings
    .filter(key => !keys.has(key))
    .map(key => ({
      kind: 'stale-baseline',
      path: baselineName,
      message: `no longer found, take it out or run hunt with --update-baseline: ${key}`
    }))
}
