import type {Action, NextActions} from '../../../artifacts/action.ts'
import type {SatisfiedAction} from '../../../artifacts/triage-row.ts'
import {claimsCorrected} from './claims-corrected.ts'
import type {Sources} from './sources.ts'
import {tasksSettled} from './tasks-settled.ts'
import {zonesAnswered} from './zones-answered.ts'
import {zonesMentioned} from './zones-mentioned.ts'
import {zonesReached} from './zones-reached.ts'
import {zonesResolved} from './zones-resolved.ts'

/** The actions whose *done when* holds by what can be seen, by number. What cannot be seen is not listed. */
export function satisfiedActions(actions: NextActions | undefined, sources: Sources): SatisfiedAction[] {
  return (actions?.actions ?? [])
    .flatMap(action => {
      const evidence = evidenceFor(action, sources)
      return evidence === undefined
        ? []
        : [{number: action.number, action: `NA-${action.number}`, key: action.key, evidence}]
    })
    .sort((left, right) => left.number - right.number)
    .map(({number: _number, ...rest}) => rest)
}

const judges = {
  refactor: zonesResolved,
  test: zonesReached,
  escalate: zonesAnswered,
  accept: zonesAnswered,
  doc: zonesMentioned
}

function evidenceFor(action: Action, sources: Sources): string | undefined {
  if (action.zones.length > 0) return judges[action.kind](action, sources)
  if (action.tasks.length > 0) return tasksSettled(action, sources)
  return action.claims.length > 0 ? claimsCorrected(action, sources) : undefined
}
