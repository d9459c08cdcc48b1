import {planArchitecture} from '../../artifacts/architecture/plan.ts'
import {readArchitecture} from '../../artifacts/architecture/read.ts'
import {enrichedParts} from '../../artifacts/detailed-design/enriched-bodies.ts'
import type {JudgedClaim} from '../../claims/claim.ts'
import {judgeDocument} from '../../claims/judge-document.ts'
import {type MapValue, map} from '../../stages/map/index.ts'
import type {StageResult} from '../../stages/result.ts'
import {bothSides} from '../both-sides.ts'
import {readDesign, writeDesign} from '../detailed-design.ts'
import type {Session} from '../session.ts'
import {writeArtifact} from '../write-artifact.ts'

/** Reads the structure off the code; stages ARCHITECTURE.md and DETAILED_DESIGN.md. */
export function performMap(session: Session): StageResult<MapValue> {
  const [previous] = bothSides(session, 'ARCHITECTURE.md')
  const world = session.world()
  const {value, problems} = map({
    facts: session.facts(),
    readText: path => session.repo.read(path),
    ...(previous === undefined ? {} : {previous: readArchitecture(previous).value, document: previous}),
    holds: sentence =>
      judgeDocument(session.pathOf('ARCHITECTURE.md'), sentence, world).every(
        ({verdict}) => verdict !== 'refuted'
      ),
    confirms: sentence => confirms(judgeDocument(session.pathOf('ARCHITECTURE.md'), sentence, world)),
    fallbackName: session.fallbackName
  })
  const messages = [
    ...writeArtifact(session, 'ARCHITECTURE.md', planArchitecture(value.architecture, ['map'])),
    ...writeDesign(session, {...value.details, ...enrichedParts(readDesign(session))}, () => false)
  ]
  return {value, problems: [...problems, ...messages]}
}

/** Whether a sentence says that something is absent, and all that it says is borne out. */
function confirms(claims: readonly JudgedClaim[]): boolean {
  const absences = claims.filter(({kind}) => kind === 'absence')
  const isBorneOut = absences.every(({verdict}) => verdict === 'verified')
  return absences.length > 0 && isBorneOut && claims.every(({verdict}) => verdict !== 'refuted')
}
