import type {NextActions} from '../../artifacts/action.ts'
import {readArchitecture} from '../../artifacts/architecture/read.ts'
import {readDangerZones} from '../../artifacts/danger-zones.ts'
import {planNextActions, readNextActions} from '../../artifacts/next-actions.ts'
import {readTriage} from '../../artifacts/triage-report.ts'
import {prescribe} from '../../stages/prescribe/index.ts'
import type {StageResult} from '../../stages/result.ts'
import {bothSides} from '../both-sides.ts'
import {readDesign} from '../detailed-design.ts'
import {readArtifact} from '../read-artifact.ts'
import {refutedClaims} from '../refuted-claims.ts'
import {requireArtifact} from '../require-artifact.ts'
import type {Session} from '../session.ts'
import {writeArtifact} from '../write-artifact.ts'

export type PrescribeOutcome = NextActions

/** Makes the plan from the Markdown alone; stages NEXT-ACTIONS.md. */
export function performPrescribe(session: Session): StageResult<PrescribeOutcome> {
  requireArtifact(session, 'DANGER-ZONES.md')
  const zones = readArtifact(session, 'DANGER-ZONES.md', readDangerZones)
  const architecture = readArtifact(session, 'ARCHITECTURE.md', readArchitecture)
  const triage = readArtifact(session, 'TRIAGE.md', readTriage)
  const {capacity} = session.config
  const {value, problems} = prescribe({
    zones: zones.value ?? readDangerZones('').value,
    architecture: {components: architecture.value?.components ?? []},
    claims: refutedClaims(session) ?? [],
    owners: readDesign(session)?.reach ?? [],
    ...(triage.value ? {triage: triage.value} : {}),
    previous: bothSides(session, 'NEXT-ACTIONS.md').map(text => readNextActions(text).value),
    ...(capacity === undefined ? {} : {capacity})
  })
  const messages = writeArtifact(session, 'NEXT-ACTIONS.md', planNextActions(value))
  return {value, problems: [...zones.problems, ...triage.problems, ...problems, ...messages]}
}
