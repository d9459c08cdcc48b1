import type {Problem} from '../../../errors.ts'
import type {FoundBlock} from '../../block.ts'
import type {Described} from './join-rows.ts'
import type {OutlineSection} from './outline.ts'
import type {SummaryRow} from './summary.ts'
import type {ReadPiece} from './to-zone.ts'
import {rangeOf, understoodLines} from './understood.ts'
import {type LineRange, reportUnread} from './unread-lines.ts'

/** A document and what was read of it. */
export interface ReadDocument {
  readonly source: string
  readonly blocks: readonly FoundBlock[]
  readonly sections: readonly OutlineSection[]
  readonly read: readonly (ReadPiece & Described)[]
  readonly rows: readonly SummaryRow[]
  readonly unclear: readonly SummaryRow[]
}

/** What was not read: lines, rows and values of fields, by line. */
export function listProblems(document: ReadDocument): Problem[] {
  const {source, blocks, read, rows, unclear} = document
  const taken = [
    ...listUnderstood(document),
    ...[...blocks, ...read.map(({piece}) => piece)].map(part => linesOf(part, source)),
    ...rows.flatMap(row => [headOf(row), {start: row.line, end: row.line}])
  ]
  const problems = [
    ...reportUnread(source.split(/\r?\n/), taken),
    ...unclear.map(unclearRow),
    ...unreadFields(read)
  ]
  return problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0))
}

function listUnderstood({sections, read, rows, blocks}: ReadDocument): LineRange[] {
  const starts = read.map(({piece}) => piece)
  return understoodLines({
    sections,
    hasZones: read.length > 0 || rows.length > 0 || blocks.length > 0,
    tables: new Set(rows.map(({table}) => table)),
    firstZone: section => Math.min(...starts.filter(one => one.section === section).map(({start}) => start)),
    holdsZones: section => holdsOne(section, sections, starts)
  })
}

/** Whether a zone starts below a heading, at any depth. */
function holdsOne(
  outer: OutlineSection,
  sections: readonly OutlineSection[],
  starts: readonly {readonly start: number}[]
): boolean {
  const next = sections.find(({start, depth}) => start > outer.start && depth <= outer.depth)
  return starts.some(({start}) => start >= outer.start && (next === undefined || start < next.start))
}

/** The lines of a table that name its columns. */
function headOf({table}: SummaryRow): LineRange {
  const {start} = rangeOf(table)
  return {start, end: start + 1}
}

function linesOf(
  {line, start, end}: {readonly line: number; readonly start: number; readonly end: number},
  source: string
): LineRange {
  return {start: line, end: line + (source.slice(start, end).match(/\n/g)?.length ?? 0)}
}

function unclearRow({line, name, label = '', module = ''}: SummaryRow): Problem {
  const called = [name, label, module].find(text => text !== '')
  const row = called === undefined ? 'a row of the table' : `the row \`${called}\``
  return {kind: 'unread-line', line, message: `${row} names no zone that is described here`}
}

/** Of one value that many zones give, the first. */
function unreadFields(read: readonly ReadPiece[]): Problem[] {
  const seen = new Set<string>()
  return read.flatMap(({zone, unread}) =>
    unread.flatMap(({topic, name, text, line}) => {
      const value = text.length > 60 ? `${text.slice(0, 60)}…` : text
      if (seen.has(`${topic} ${value}`)) return []
      seen.add(`${topic} ${value}`)
      return [{kind: 'zone-field', line, message: `${zone.label} has no readable ${name}: ${value}`}]
    })
  )
}
