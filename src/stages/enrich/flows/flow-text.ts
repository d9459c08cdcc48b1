import {toCodeSpan} from '../../../artifacts/lines/code-span.ts'
import type {Facts, SymbolId} from '../../../facts/facts.ts'
import type {Flow, FlowEntry, FlowStep} from '../flow.ts'

/**
 * `` bin `tool`: `src/cli.ts` → `run` (`src/run.ts`) → file system: `writeFileSync` ``; with `places` the effect has its line.
 */
export function flowText(flow: Flow, facts: Facts, {places}: {readonly places: boolean}): string {
  const {entry, steps, effect} = flow
  const place = effect && places ? ` (${toCodeSpan(`${effect.path}:${effect.line}`)})` : ''
  const end = effect ? [`${effect.kind}: ${toCodeSpan(effect.name)}${place}`] : []
  return `${entryText(entry)}: ${[...steps.map(step => stepText(step, facts)), ...end].join(' → ')}`
}

function entryText(entry: FlowEntry): string {
  const where = entry.kind === 'table' ? ` (${toCodeSpan(entry.path)})` : ''
  return `${entryKind(entry)} ${toCodeSpan(entry.name)}${where}`
}

/** The kind in words: what begins in a table is one of its functions. */
export function entryKind({kind}: FlowEntry): string {
  return kind === 'table' ? 'one of' : kind
}

function stepText({symbol, path}: FlowStep, facts: Facts): string {
  const name = stepName(symbol, facts)
  return name === '' ? toCodeSpan(path) : `${toCodeSpan(name)} (${toCodeSpan(path)})`
}

/** What a step is called in print; `''` for code at a module's top level and for a handler in place. */
export function stepName(id: SymbolId, facts: Facts): string {
  const symbol = facts.symbol(id)
  return symbol ? (symbol.label ?? symbol.name) : id.slice(id.indexOf('#') + 1)
}

/** What a flow goes by in a sentence: the entry point's name, for what a package exports that of the function. */
export function flowName({entry, steps}: Pick<Flow, 'entry' | 'steps'>, facts: Facts): string {
  const isExported = entry.kind === 'exports' || entry.kind === 'main'
  const first = isExported ? stepName(steps[0]?.symbol ?? '', facts) : ''
  return first === '' ? entry.name : first
}
