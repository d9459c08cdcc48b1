import type {MapValue} from '../stages/map/index.ts'
import type {StageResult} from '../stages/result.ts'
import {type ProgressListener, withProgress} from './progress.ts'
import type {Session} from './session.ts'
import {type EnrichOutcome, performEnrich} from './stages/enrich.ts'
import {type HuntOutcome, performHunt} from './stages/hunt.ts'
import {performMap} from './stages/map.ts'
import {type PrescribeOutcome, performPrescribe} from './stages/prescribe.ts'
import {performTriage, type TriageOutcome} from './stages/triage.ts'
import {artifactNames} from './with-artifacts.ts'

export interface RunOutcome {
  readonly mapped: MapValue
  readonly enriched: EnrichOutcome
  readonly hunted: HuntOutcome
  readonly triaged: TriageOutcome
  readonly prescribed: PrescribeOutcome
}

/**
 * All stages in order. Each reads what those before it staged; nothing is written here.
 *
 * Triage comes before prescribe, so it judges the actions of the run before.
 */
export function run(session: Session, listener: ProgressListener): StageResult<RunOutcome> {
  session.announce(artifactNames)
  const mapped = withProgress('map', listener, () => performMap(session))
  const enriched = withProgress('enrich', listener, () => performEnrich(session))
  const hunted = withProgress('hunt', listener, () => performHunt(session))
  const triaged = withProgress('triage', listener, () => performTriage(session, []))
  const prescribed = withProgress('prescribe', listener, () => performPrescribe(session))
  return {
    value: {
      mapped: mapped.value,
      enriched: enriched.value,
      hunted: hunted.value,
      triaged: triaged.value,
      prescribed: prescribed.value
    },
    problems: [mapped, enriched, hunted, triaged, prescribed].flatMap(({problems}) => problems)
  }
}
