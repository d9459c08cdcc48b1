import type {ForeignZone} from '../../../artifacts/danger-zone.ts'
import {sourceFile} from '../../../artifacts/danger-zones/foreign/paths.ts'
import {toCodeSpan} from '../../../artifacts/lines/code-span.ts'
import type {Cause, Surroundings} from './cause.ts'

/** What a person or another tool says of a zone. `rank` comes after those of hunt's own zones. */
export function foreignCause(
  zone: ForeignZone,
  {key, rank}: Pick<Cause, 'key' | 'rank'>,
  surroundings: Surroundings
): Cause {
  const {
    label,
    title,
    path,
    symbol,
    paths = [],
    owners = [],
    score,
    anchor = '',
    fix = '',
    advice = ''
  } = zone
  const files = filesOf(zone)
  const named = path === undefined ? paths : [path, ...paths.filter(other => other !== path)]
  return {
    labels: [label],
    anchors: anchor === label.toLowerCase() ? {} : {[label]: anchor},
    key,
    foreign: true,
    title,
    path,
    symbol: symbol === undefined ? '' : toCodeSpan(symbol),
    callees: symbol === undefined ? [] : [toCodeSpan(symbol)],
    symbols: path !== undefined && symbol !== undefined ? [`${path}#${symbol}`] : [],
    places: named.map(toCodeSpan),
    beside: [],
    files,
    category: zone.category,
    score: score?.total,
    risk: zone.risk ?? (zone.tier === 'critical' ? 'critical' : undefined),
    gap: gapOf(zone),
    loud: false,
    dependents: zone.dependents,
    owners: owners.length > 0 || path === undefined ? owners : surroundings.ownersOf(path),
    usedBy: path === undefined ? undefined : surroundings.usedBy(path),
    fixes: fix === '' ? [] : [fix],
    advice,
    lowConfidence: zone.confidence === 'low',
    confirmed: false,
    doubts: [],
    precondition: '',
    failurePath: [],
    falsifiedBy: '',
    afterZones: (zone.after ?? []).filter(other => other !== label),
    rank
  }
}

function gapOf({score, tested}: ForeignZone): Cause['gap'] {
  if (score) return score.detectionGap >= 3 ? 3 : score.detectionGap === 2 ? 2 : 1
  return tested === undefined ? undefined : tested ? 1 : 3
}

/** The files among what it names: what it says of folders does not tell how many there are to touch. */
function filesOf({path, paths = []}: ForeignZone): string[] | undefined {
  const all = new Set([...(path === undefined ? [] : [path]), ...paths])
  const files = [...all].filter(name => sourceFile.test(name)).sort()
  return files.length === 0 ? undefined : files
}
