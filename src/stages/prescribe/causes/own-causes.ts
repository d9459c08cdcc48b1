import type {DangerZone} from '../../../artifacts/danger-zone.ts'
import {writePlace} from '../../../artifacts/danger-zones/place.ts'
import {isConfirmed} from '../../../artifacts/danger-zones/status.ts'
import {toCodeSpan} from '../../../artifacts/lines/code-span.ts'
import {sortedUnique} from '../../../base/compare.ts'
import type {Cause, Surroundings} from './cause.ts'
import {doubtsOf, isGuess} from './doubts.ts'
import {groupByCause} from './group-by-cause.ts'

/** The causes of hunt's zones, in the order of the document. Zones with one cause are one. */
export function ownCauses(zones: readonly DangerZone[], surroundings: Surroundings): Cause[] {
  return groupByCause(zones).map(group => toCause(group, surroundings))
}

function toCause(zones: readonly [DangerZone, ...DangerZone[]], surroundings: Surroundings): Cause {
  const [lead] = zones
  const files = sortedUnique(
    zones.flatMap(({path, evidence}) => [path, ...evidence.map(piece => piece.path)])
  )
  return {
    labels: zones.map(({number}) => `DZ-${number}`),
    anchors: {},
    key: sortedUnique(zones.map(({key}) => key)).join('+'),
    foreign: false,
    title: lead.title,
    path: lead.path,
    symbol: nameOf(lead),
    callees: [...new Set(zones.map(nameOf))],
    symbols: sortedUnique(zones.map(({path, symbol}) => `${path}#${symbol}`)),
    places: zones.map(writePlace),
    beside: evidenceBeside(zones),
    files,
    category: lead.category,
    score: Math.max(...zones.map(({score}) => score.total)),
    risk: undefined,
    gap: gapOf(zones),
    loud: zones.every(({detectionGap}) => /\bloud\b/i.test(detectionGap)),
    dependents: Math.max(...zones.map(({impact}) => impact.d1)),
    owners: sortedUnique(files.flatMap(file => surroundings.ownersOf(file))),
    usedBy: undefined,
    fixes: [...new Set(zones.map(({fix}) => fix).filter(fix => fix !== ''))],
    advice: '',
    lowConfidence: zones.some(isGuess),
    confirmed: zones.some(({notes}) => isConfirmed(notes)),
    doubts: doubtsOf(lead),
    precondition: lead.precondition,
    failurePath: lead.failurePath.length > 0 ? lead.failurePath : nonEmpty(lead.failureMode),
    falsifiedBy: lead.falsifiedBy,
    afterZones: [],
    rank: lead.number
  }
}

function nameOf({symbol}: DangerZone): string {
  return toCodeSpan(symbol.replace(/\.constructor$/, ''))
}

function gapOf(zones: readonly DangerZone[]): 1 | 2 | 3 {
  const largest = Math.max(...zones.map(({score}) => score.detectionGap))
  return largest >= 3 ? 3 : largest === 2 ? 2 : 1
}

/** In the order of the zones. */
function evidenceBeside(zones: readonly DangerZone[]): string[] {
  const isInside = ({path, line}: {path: string; line: number}) =>
    zones.some(zone => zone.path === path && zone.startLine <= line && line <= zone.endLine)
  const beside = zones.flatMap(({evidence}) => evidence).filter(piece => !isInside(piece))
  return [...new Set(beside.map(({path, line}) => toCodeSpan(`${path}:${line}`)))]
}

function nonEmpty(text: string): string[] {
  return text === '' ? [] : [text]
}
