import {readArchitecture} from '../artifacts/architecture/read.ts'
import type {RefutedRow} from '../artifacts/architecture.ts'
import {readDesign} from './detailed-design.ts'
import {readArtifact} from './read-artifact.ts'
import type {Session} from './session.ts'

/**
 * What the code contradicts, as enrich wrote it: the first ten stand in ARCHITECTURE.md, the rest in DETAILED_DESIGN.md.
 * Undefined when enrich has not run.
 */
export function refutedClaims(session: Session): readonly RefutedRow[] | undefined {
  const architecture = readArtifact(session, 'ARCHITECTURE.md', readArchitecture)
  const first = architecture.value?.refuted
  const rest = readDesign(session)?.refuted
  return first || rest ? [...(first ?? []), ...(rest ?? [])] : undefined
}
