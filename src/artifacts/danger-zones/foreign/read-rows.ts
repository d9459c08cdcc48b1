import type {ForeignZone} from '../../danger-zone.ts'
import {nameOf} from './heading-kind.ts'
import {type Described, joinRows} from './join-rows.ts'
import type {OutlineSection} from './outline.ts'
import {wholePath} from './paths.ts'
import type {Piece} from './piece.ts'
import {withRow, zoneOfRow} from './row-zones.ts'
import {type SummaryRow, summaryRows} from './summary.ts'
import {labelPieces, slugOf} from './zone-labels.ts'

/** What the summary tables of a document add. */
export interface ReadRows {
  /** The described zones with what their rows say, then those that only a row tells of. */
  readonly zones: readonly ForeignZone[]
  readonly rows: readonly SummaryRow[]
  /** Rows of which nobody knows the zone. */
  readonly unclear: readonly SummaryRow[]
}

/** Joins the tables outside of zones with the zones; `taken` are labels that a row's zone cannot have. */
export function readRows(
  described: readonly Described[],
  sections: readonly OutlineSection[],
  taken: Iterable<string>,
  source: string
): ReadRows {
  const rows = summaryRows(sections).filter(row => !described.some(({piece}) => isInside(row, piece)))
  const {rowOf, alone, unclear} = joinRows(rows, described)
  const labels = labelPieces(
    alone.map(row => draftOf(row, rows)),
    taken
  )
  const places = [...new Set(sections.flatMap(({title}) => wholePath(nameOf(title)) ?? []))]
  const zones = [
    ...described.map(({zone}) => withRow(zone, rowOf.get(zone))),
    ...alone.map((row, at) => zoneOfRow(row, labels[at] ?? '', source, places))
  ]
  return {zones, rows, unclear}
}

/** The row's place in its table; a bare number in it is no label. */
function draftOf(row: SummaryRow, rows: readonly SummaryRow[]): Pick<Piece, 'ownLabel' | 'slug' | 'place'> {
  const place = rows.filter(({table}) => table === row.table).indexOf(row) + 1
  const {label} = row
  return {
    ...{slug: slugOf(row.section.title), place},
    ...(label !== undefined && /\p{L}/u.test(label) ? {ownLabel: label} : {})
  }
}

function isInside(row: SummaryRow, {start, end}: Piece): boolean {
  return row.start >= start && row.end <= end
}
