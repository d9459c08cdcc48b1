import type {DangerZone, ForeignZone, ResolvedZone} from '../../../artifacts/danger-zone.ts'
import {readDangerZones} from '../../../artifacts/danger-zones.ts'
import {toCodeSpan} from '../../../artifacts/lines/code-span.ts'
import {boldField} from '../../../artifacts/lines/fields.ts'
import {toNumbered} from '../../../artifacts/lines/numbered.ts'
import type {NewEntry} from '../../../hub/entry.ts'
import {toEntry} from './to-entry.ts'

/** The zones of DANGER-ZONES.md in its order: what is found, what others wrote, and what is no longer found. */
export function zoneEntries(text: string): NewEntry[] {
  const {zones, foreign, resolved} = readDangerZones(text).value
  return [...zones.map(zoneEntry), ...foreign.map(foreignEntry), ...resolved.map(resolvedEntry)]
}

/** What a reader elsewhere needs of it: counts that move with every change of the code stay at home. */
function zoneEntry(zone: DangerZone): NewEntry {
  const text = [
    `### ${toCodeSpan(zone.path)}: ${zone.title}`,
    '',
    ...boldField('Status', zone.status),
    ...boldField('Tier', zone.tier),
    ...boldField('Category', zone.category),
    ...boldField('Confidence', zone.confidence),
    ...boldField('Symbol', toCodeSpan(zone.symbol)),
    ...boldField('Failure mode', zone.failureMode),
    ...boldField('Triggering precondition', zone.precondition),
    ...boldField('Failure path', toNumbered(zone.failurePath)),
    ...boldField('Why it is silent', zone.silence),
    ...boldField('Suggested fix', zone.fix),
    ...boldField('Falsified by', zone.falsifiedBy)
  ].join('\n')
  const {startLine, endLine, score} = zone
  return toEntry('zone', zone.key, text, {
    label: `DZ-${zone.number}`,
    place: `${zone.path}:${startLine}-${endLine}`,
    score: `${score.total}`
  })
}

function resolvedEntry({number, key, path, title}: ResolvedZone): NewEntry {
  const text = [`### ${toCodeSpan(path)}: ${title}`, '', ...boldField('Status', 'no longer found')].join('\n')
  return toEntry('zone', key, text, {label: `DZ-${number}`})
}

function foreignEntry({label, title, text, status, path, line}: ForeignZone): NewEntry {
  const content = [`### ${label}: ${title}`, '', ...boldField('Status', status), '', text].join('\n')
  return toEntry('zone', `foreign/${label}`, content, {label, place: `${path ?? 'DANGER-ZONES.md'}:${line}`})
}
