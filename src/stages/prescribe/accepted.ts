import type {AcceptedZone} from '../../artifacts/action.ts'
import type {DangerZones} from '../../artifacts/danger-zone.ts'
import {readAcceptance} from '../../artifacts/danger-zones/status.ts'
import type {Problem} from '../../errors.ts'

/**
 * The rationale of each zone that needs no action, in the order of the document: what a person wrote after `accepted:`
 * or `false positive:`. A hand-written zone marked `fixed` needs none either: no detector can contradict it.
 */
export function listAccepted({zones, foreign}: DangerZones): {value: AcceptedZone[]; problems: Problem[]} {
  const own = zones.map(({number, status}) => ({label: `DZ-${number}`, status, anchor: undefined}))
  const others = foreign.map(({label, status, anchor = ''}) => ({
    label,
    status,
    anchor: anchor === label.toLowerCase() ? undefined : anchor
  }))
  const problems: Problem[] = []
  const value = [...own, ...others].flatMap(({label, status, anchor}): AcceptedZone[] => {
    const acceptance = readAcceptance(status)
    const rationale =
      acceptance?.rationale ?? (isForeignFixed(label, status) ? 'marked `fixed` where it stands' : '')
    if (rationale === '') return []
    if (acceptance && !acceptance.reasoned)
      problems.push({kind: 'no-reason', message: `${label} is ${status} without a reason after the colon`})
    return [{zone: label, rationale, ...(anchor === undefined ? {} : {anchor})}]
  })
  return {value, problems}

  function isForeignFixed(label: string, status: string): boolean {
    return /^fixed\b/i.test(status) && foreign.some(zone => zone.label === label)
  }
}
