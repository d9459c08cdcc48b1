import {planArchitecture} from '../../artifacts/architecture/plan.ts'
import type {Architecture, ComponentRow, CutPart} from '../../artifacts/architecture.ts'
import {sortedUnique} from '../../base/compare.ts'
import {packagesTitle} from './cross-cutting.ts'

const charactersOfToken = 4

/**
 * Tokens of generated text that map may write below each heading. With those of enrich (flows 360, confidence 130, refuted claims
 * 170: see its own shares) they are the contract's 4,000, its reserve of 250 being in coverage and enrich's share. A
 * section may use what others leave.
 */
const tokensOf = {
  overview: 250,
  Map: 600,
  'Code map': 1200,
  'Entry points and flows': 240,
  Invariants: 330,
  'Where to change what': 170,
  'Cross-cutting': 400,
  Coverage: 150
} as const
type Section = keyof typeof tokensOf

const maximumCharacters = Object.values(tokensOf).reduce((sum, tokens) => sum + tokens, 0) * charactersOfToken
const longestPurpose = 90

interface Step {
  readonly section: Section
  cut(value: Architecture): Architecture
}

/** What goes first is what a reader misses least; imports of values stay, since plans are made from them. */
const steps: readonly Step[] = [
  {section: 'Code map', cut: withHeld(2)},
  {section: 'Code map', cut: withoutSummaries},
  {section: 'Code map', cut: withHeld(1)},
  {section: 'Cross-cutting', cut: withVariables(8)},
  {section: 'Entry points and flows', cut: withEntryPoints(8)},
  {section: 'Code map', cut: value => ({...value, mostImported: (value.mostImported ?? []).slice(0, 4)})},
  {section: 'Code map', cut: shortPurposes},
  {section: 'Code map', cut: withKeyTypes(5)},
  {section: 'Code map', cut: withHeld(0)},
  {section: 'Where to change what', cut: withExtensionPoints(3)},
  {section: 'Invariants', cut: value => ({...value, invariants: (value.invariants ?? []).slice(0, 5)})},
  {section: 'Cross-cutting', cut: withVariables(4)},
  {section: 'Entry points and flows', cut: withEntryPoints(5)},
  {section: 'Cross-cutting', cut: withoutPackages},
  {section: 'Map', cut: withOneCycle},
  {section: 'Code map', cut: withoutTypeImports},
  {section: 'Map', cut: withoutDrawing}
]

/**
 * The document cut step by step until what map writes fits: first in the sections that are over their share, then, when
 * one cannot be cut to it, in all.
 */
export function fitBudget(architecture: Architecture): Architecture {
  return cutAll(cutAll(architecture, isOver), () => true)
}

function cutAll(
  architecture: Architecture,
  mayCut: (section: Section, sizes: ReadonlyMap<string, number>) => boolean
): Architecture {
  let value = architecture
  for (const {section, cut} of steps) {
    const sizes = sizesOf(value)
    if (sum(sizes.values()) <= maximumCharacters) return value
    if (mayCut(section, sizes)) value = cut(value)
  }
  return value
}

function isOver(section: Section, sizes: ReadonlyMap<string, number>): boolean {
  return (sizes.get(section) ?? 0) > tokensOf[section] * charactersOfToken
}

/** Characters of the generated text that map writes. */
export function charactersOf(architecture: Architecture): number {
  return sum(sizesOf(architecture).values())
}

/** Characters by heading. */
function sizesOf(architecture: Architecture): ReadonlyMap<string, number> {
  const {sections} = planArchitecture(architecture, ['map'])
  return new Map(
    sections.map(({heading, blocks}) => [heading ?? 'overview', sum(blocks.map(({body}) => body.length))])
  )
}

function sum(numbers: Iterable<number>): number {
  return [...numbers].reduce((total, number) => total + number, 0)
}

function withHeld(count: number): Step['cut'] {
  return value => {
    const cut = (value.components ?? []).some(({holds}) => holds.length > count)
    const rows = withRows(value, row => ({...row, holds: row.holds.slice(0, count)}))
    return cut ? marked(rows, 'code-map') : rows
  }
}

/** What is left at run time is kept: plans are made from it. */
function withoutTypeImports(value: Architecture): Architecture {
  if (!value.components?.some(({typesOf}) => typesOf.length > 0)) return value
  return marked(
    withRows(value, row => ({...row, typesOf: []})),
    'code-map'
  )
}

/** A quotation is cut nowhere: one that is too long is left out. */
function shortPurposes(value: Architecture): Architecture {
  const isLong = ({purpose}: ComponentRow) => purpose !== undefined && purpose.text.length > longestPurpose
  if (!value.components?.some(isLong)) return value
  const rows = withRows(value, row => {
    const {purpose, ...rest} = row
    return isLong(row) ? rest : row
  })
  return marked(rows, 'code-map')
}

function withRows(value: Architecture, change: (row: ComponentRow) => ComponentRow): Architecture {
  return {...value, components: (value.components ?? []).map(change)}
}

function withoutSummaries(value: Architecture): Architecture {
  return {...value, keyTypes: (value.keyTypes ?? []).map(({name, path}) => ({name, path}))}
}

function withKeyTypes(count: number): Step['cut'] {
  return value => {
    const rows = value.keyTypes ?? []
    return rows.length <= count ? value : marked({...value, keyTypes: rows.slice(0, count)}, 'key-types')
  }
}

function withVariables(count: number): Step['cut'] {
  return value => {
    const rows = value.environment ?? []
    if (rows.length <= count) return value
    return marked({...value, environment: rows.slice(0, count)}, 'cross-cutting')
  }
}

/** They come last, and each component's are in the detailed design. */
function withoutPackages(value: Architecture): Architecture {
  const sentences = value.crossCutting ?? []
  const rest = sentences.filter(sentence => !sentence.startsWith(packagesTitle))
  return rest.length === sentences.length ? value : marked({...value, crossCutting: rest}, 'cross-cutting')
}

function withOneCycle(value: Architecture): Architecture {
  const cycles = value.cycles ?? []
  if (cycles.length < 2) return value
  return {...value, cycles: cycles.slice(0, 1), moreCycles: (value.moreCycles ?? 0) + cycles.length - 1}
}

function withExtensionPoints(count: number): Step['cut'] {
  return value => ({...value, extensionPoints: (value.extensionPoints ?? []).slice(0, count)})
}

function withEntryPoints(count: number): Step['cut'] {
  return value => {
    const rows = value.entryPoints ?? []
    const cut = Math.max(0, rows.length - count)
    return {...value, entryPoints: rows.slice(0, count), moreEntryPoints: (value.moreEntryPoints ?? 0) + cut}
  }
}

/** Says that the rest of a part stands in the detailed design. */
function marked(value: Architecture, part: CutPart): Architecture {
  return {...value, cut: sortedUnique([...(value.cut ?? []), part]) as CutPart[]}
}

function withoutDrawing(value: Architecture): Architecture {
  const caption =
    'Too many imports to draw in the space there is: see the column "depends on" of the code map below.'
  return {...value, diagram: {caption}}
}
