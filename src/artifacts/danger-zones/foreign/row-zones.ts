import type {ForeignZone} from '../../danger-zone.ts'
import {type Level, riskOf, tierOf} from './level.ts'
import {namedPaths, wholePath} from './paths.ts'
import {readForeignStatus} from './status.ts'
import type {SummaryRow} from './summary.ts'

/** The zone with what its row says and it does not say itself. */
export function withRow(zone: ForeignZone, row: SummaryRow | undefined): ForeignZone {
  if (!row) return zone
  const {dependents, fix, status} = row
  return {
    ...zone,
    ...(zone.tier === undefined && row.level ? levelFields(row.level) : {}),
    ...(zone.dependents === undefined && dependents !== undefined ? {dependents} : {}),
    ...(zone.fix === undefined && fix !== undefined ? {fix} : {}),
    ...(zone.status === 'open' && status !== undefined ? {status: readForeignStatus(status)} : {})
  }
}

/** The zone that a row tells of and nothing else does; `places` are the modules that headings name in full. */
export function zoneOfRow(
  row: SummaryRow,
  label: string,
  source: string,
  places: readonly string[]
): ForeignZone {
  const text = source.slice(row.start, row.end)
  const path = pathOf(row.module, places)
  const paths = [...new Set([...(path ? [path] : []), ...namedPaths(text)])].toSorted()
  const zone = {
    ...{label, title: row.name, text, status: 'open', line: row.line},
    ...(path === undefined ? {} : {path}),
    ...(paths.length === 0 ? {} : {paths}),
    ...(row.section.anchor === '' ? {} : {anchor: row.section.anchor})
  }
  return withRow(zone, row)
}

/** The module as the only heading that ends with it has it, else as it stands there. */
function pathOf(module: string | undefined, places: readonly string[]): string | undefined {
  if (module === undefined) return undefined
  const full = places.filter(place => place.endsWith(`/${module}`))
  return full.length === 1 ? full[0] : (namedPaths(module)[0] ?? wholePath(module))
}

function levelFields(level: Level): Pick<ForeignZone, 'tier' | 'risk'> {
  const risk = riskOf(level)
  return {tier: tierOf(level), ...(risk ? {risk} : {})}
}
