import {type Action, agreement} from '../../../artifacts/action.ts'
import type {DangerZone, ForeignZone} from '../../../artifacts/danger-zone.ts'
import {isConfirmed, readAcceptance} from '../../../artifacts/danger-zones/status.ts'
import {allOf, foreignZone, openZone, type Sources} from './sources.ts'

/**
 * A question is answered when its zone is gone, or when a person has accepted the zone, said in its notes that it is
 * real or, of a zone that hunt did not write, named a fix. An agreement between owners is known by the owner that the
 * action then has.
 */
export function zonesAnswered(action: Action, sources: Sources): string | undefined {
  if (action.doneWhen === agreement) return agreed(action)
  return allOf(action.zones, label => {
    const own = openZone(sources, label)
    if (own)
      return accepted(label, own.status) ?? (action.kind === 'escalate' ? confirmed(label, own) : undefined)
    const foreign = foreignZone(sources, label, action)
    return foreign ? foreignAnswered(foreign, action) : moot(label, sources)
  })
}

/** What is no longer there needs no answer. A zone that is merely over the budget of the report is still there. */
function moot(label: string, {zones}: Sources): string | undefined {
  const isGone = zones?.resolved.some(({number}) => `DZ-${number}` === label)
  return isGone ? `hunt no longer reports ${label}` : undefined
}

function agreed({ticked, owner}: Action): string | undefined {
  return ticked && owner !== undefined ? `${owner} has taken it` : undefined
}

function accepted(label: string, status: string): string | undefined {
  const acceptance = readAcceptance(status)
  return acceptance?.reasoned ? `${label} says ${acceptance.rationale}` : undefined
}

function confirmed(label: string, zone: DangerZone): string | undefined {
  return isConfirmed(zone.notes) ? `the notes of ${label} say that it is real` : undefined
}

function foreignAnswered({label, status, fix}: ForeignZone, {kind}: Action): string | undefined {
  if (/^fixed\b/i.test(status)) return `${label} says fixed`
  const named = kind === 'escalate' && fix !== undefined ? `${label} names a fix` : undefined
  return accepted(label, status) ?? named
}
