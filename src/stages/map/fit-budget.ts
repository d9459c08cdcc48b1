import {planArchitecture} from '../../artifacts/architecture/plan.ts'
import type {Architecture, ComponentRow} from '../../artifacts/architecture.ts'

/** Of the 4,000 tokens of generated text (characters / 4), enrich's flows, confidence and refuted claims need at most 800. */
const maximumCharacters = 3200 * 4
const longestPurpose = 90
const fewRows = 8

type Step = (value: Architecture) => Architecture

/** What goes first is what a reader misses least; imports stay, since plans are made from them. */
const steps: readonly Step[] = [
  withHeld(2),
  withHeld(1),
  value => ({...value, mostImported: (value.mostImported ?? []).slice(0, 4)}),
  shortPurposes,
  withHeld(0),
  value => ({...value, environment: (value.environment ?? []).slice(0, fewRows)}),
  fewEntryPoints,
  value => ({...value, invariants: (value.invariants ?? []).slice(0, 5)}),
  withoutDrawing
]

/** The document cut step by step until what map writes fits its share of the budget. */
export function fitBudget(architecture: Architecture): Architecture {
  let value = architecture
  for (const step of steps) {
    if (charactersOf(value) <= maximumCharacters) return value
    value = step(value)
  }
  return value
}

/** Characters of the generated text that map writes. */
export function charactersOf(architecture: Architecture): number {
  const {sections} = planArchitecture(architecture, ['map'])
  return sections.flatMap(({blocks}) => blocks).reduce((sum, {body}) => sum + body.length, 0)
}

function withHeld(count: number): Step {
  return value => withRows(value, row => ({...row, holds: row.holds.slice(0, count)}))
}

/** A quotation is cut nowhere: one that is too long is left out. */
function shortPurposes(value: Architecture): Architecture {
  return withRows(value, ({purpose, ...row}) =>
    purpose && purpose.text.length <= longestPurpose ? {...row, purpose} : row
  )
}

function withRows(value: Architecture, change: (row: ComponentRow) => ComponentRow): Architecture {
  return {...value, components: (value.components ?? []).map(change)}
}

function fewEntryPoints(value: Architecture): Architecture {
  const rows = value.entryPoints ?? []
  const cut = Math.max(0, rows.length - fewRows)
  return {...value, entryPoints: rows.slice(0, fewRows), moreEntryPoints: (value.moreEntryPoints ?? 0) + cut}
}

function withoutDrawing(value: Architecture): Architecture {
  const caption =
    'Too many imports to draw in the space there is: see the column "depends on" of the code map below.'
  return {...value, diagram: {caption}}
}
