import type {ForeignZone} from '../../danger-zone.ts'
import {headingKind, nameOf} from './heading-kind.ts'
import {wholePath} from './paths.ts'
import type {Piece} from './piece.ts'
import type {SummaryRow} from './summary.ts'

/** A zone with the piece it was read from. */
export interface Described {
  readonly zone: ForeignZone
  readonly piece: Piece
}

export interface JoinedRows {
  /** The row of each zone that has one. */
  readonly rowOf: ReadonlyMap<ForeignZone, SummaryRow>
  /** Rows of zones that are described nowhere else. */
  readonly alone: readonly SummaryRow[]
  /** Rows that may sum up a zone which is described, without saying which. */
  readonly unclear: readonly SummaryRow[]
}

type Test = (row: SummaryRow, described: Described) => boolean

/** Ways to know a row's zone, the surest first. */
const tests: readonly Test[] = [
  (row, {zone}) => isLabelOf(row.label, zone.label) || isLabelOf(row.name, zone.label),
  (row, {zone}) => row.name !== '' && sameText(row.name, zone.title),
  (row, described) => row.name !== '' && isNear(row, described) && isPartOf(row.name, described.zone.title),
  (row, described) => isAt(row, described) && shareWord(row.name, described.zone.title),
  (row, {zone}) => row.name === '' && row.module !== undefined && sameText(row.module, zone.path ?? '')
]

/**
 * Finds the zone that each row sums up. Each way is tried for all rows before the next, and counts only where it leads to
 * one zone alone.
 */
export function joinRows(rows: readonly SummaryRow[], described: readonly Described[]): JoinedRows {
  const rowOf = new Map<ForeignZone, SummaryRow>()
  const open = new Set(rows)
  for (const test of tests)
    for (const row of open) {
      const free = described.filter(one => !rowOf.has(one.zone) && test(row, one))
      if (free.length !== 1 || !free[0]) continue
      rowOf.set(free[0].zone, row)
      open.delete(row)
    }
  const left = described.filter(({zone}) => !rowOf.has(zone))
  const isAlone = (row: SummaryRow) =>
    row.name !== '' &&
    !described.some(({zone}) => sameText(row.name, zone.title)) &&
    !left.some(one => isNear(row, one))
  return {
    rowOf,
    alone: [...open].filter(isAlone),
    unclear: [...open].filter(row => !isAlone(row))
  }
}

function isLabelOf(text: string | undefined, label: string): boolean {
  return text !== undefined && sameText(text.replace(/^#/, ''), label)
}

function sameText(one: string, other: string): boolean {
  return one !== '' && wordsOf(one).join(' ') === wordsOf(other).join(' ')
}

function isPartOf(one: string, other: string): boolean {
  const [short, long] = [wordsOf(one), new Set(wordsOf(other))]
  const [back, all] = [wordsOf(other), new Set(short)]
  return short.every(word => long.has(word)) || back.every(word => all.has(word))
}

/** Whether both call the same function, or hold the same word of some length that says something. */
function shareWord(one: string, other: string): boolean {
  const words = new Set(tellingWords(other))
  return tellingWords(one).some(word => words.has(word))
}

function tellingWords(text: string): string[] {
  const called = text.match(/[\w.]+\(\)/g) ?? []
  return [...called, ...wordsOf(text).filter(word => word.length > 3 && !common.has(word))]
}

const common = new Set([
  'blast',
  'radius',
  'zone',
  'with',
  'from',
  'when',
  'that',
  'this',
  'into',
  'file',
  'files'
])

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*/gu) ?? []
}

/**
 * Whether the row's module may be the one that the zone stands at: so it is when the row names none, or when neither the
 * zone nor the heading above it says where it stands.
 */
function isNear(row: SummaryRow, described: Described): boolean {
  const {section, headed} = described.piece
  const placed = placesOf(described).length > 0 || !(headed || headingKind(section.title) === 'group')
  return row.module === undefined || !placed || isAt(row, described)
}

function isAt({module}: SummaryRow, described: Described): boolean {
  if (module === undefined) return false
  const title = described.piece.section.title.toLowerCase()
  const near = placesOf(described).some(path => overlap(module.split('/'), path.split('/')))
  return near || title.split(/[^\p{L}\p{N}./_-]+/u).includes(module.toLowerCase())
}

function placesOf({zone, piece}: Described): string[] {
  return [zone.path, wholePath(nameOf(piece.section.title))].filter(path => path !== undefined)
}

/** Whether one ends with what the other starts with: `internal/config` and `config/regex`, `internal/io` and `io`. */
function overlap(one: readonly string[], other: readonly string[]): boolean {
  return startsInside(one, other) || startsInside(other, one)
}

function startsInside(inner: readonly string[], outer: readonly string[]): boolean {
  return outer.some((_, at) => {
    const length = Math.min(inner.length, outer.length - at)
    return Array.from({length}, (_, step) => inner[step] === outer[at + step]).every(Boolean)
  })
}
