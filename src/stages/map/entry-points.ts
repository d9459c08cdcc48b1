import type {EntryPointRow} from '../../artifacts/architecture.ts'
import type {EntryPoint, EntryPointKind, Facts} from '../../facts/facts.ts'
import {byUse, type ListedExport, listEveryExport} from './export-list.ts'

/** Rows shown; the rest is counted. */
const maximumRows = 10
const maximumSymbols = 3

/** Ways in from outside come before the project's own scripts. */
const rank: Record<EntryPointKind, number> = {
  bin: 0,
  exports: 1,
  main: 2,
  config: 3,
  dockerfile: 4,
  workflow: 5,
  script: 6
}

/** Where the program is entered, at most ten, one row for each source file with all names that lead to it. */
export function listEntryPoints(facts: Facts): {rows: EntryPointRow[]; more: number; patterns: string[]} {
  const groups = new Map<string, EntryPoint[]>()
  // A pattern leads to many modules; that it is there is said apart.
  const entries = facts.entryPoints.filter(({name}) => !name.includes('*'))
  for (const entry of entries.sort((a, b) => rank[a.kind] - rank[b.kind])) {
    const key = entry.path
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  const rows = [...groups.values()].map(entries => toRow(entries, facts))
  return {
    rows: rows.slice(0, maximumRows),
    more: Math.max(0, rows.length - maximumRows),
    patterns: patternsOf(facts)
  }
}

function toRow(entries: readonly EntryPoint[], facts: Facts): EntryPointRow {
  const [first] = entries as [EntryPoint]
  const sameKind = entries.filter(({kind}) => kind === first.kind)
  const names = [...new Set(sameKind.map(({name}) => name))]
  return {
    kind: first.kind,
    name: names.join(', '),
    path: first.path,
    symbols: mainExports(first.path, names, facts)
  }
}

/** Subpath patterns of the root's `exports`, in its order. */
function patternsOf({layout}: Facts): string[] {
  const exports = layout.packages.find(({path}) => path === '')?.manifest.exports
  if (typeof exports !== 'object' || exports === null) return []
  return Object.keys(exports).filter(name => name.startsWith('.') && name.includes('*'))
}

/** The exported values: the namesake of the entry first, then what it declares itself, then what most modules import. */
function mainExports(path: string, entries: readonly string[], facts: Facts): string[] {
  const namesakes = new Set(entries.map(entry => (entry.split('/').at(-1) ?? '').toLowerCase()))
  const rank = ({name, own}: ListedExport) => (namesakes.has(name.toLowerCase()) ? 0 : own ? 1 : 2)
  return listEveryExport(path, facts)
    .filter(({isValue}) => isValue)
    .sort((a, b) => rank(a) - rank(b) || byUse(a, b))
    .slice(0, maximumSymbols)
    .map(({name}) => name)
}
