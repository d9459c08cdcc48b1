import type {EntryPointRow} from '../../artifacts/architecture.ts'
import {compareText} from '../../base/compare.ts'
import type {DeclaredSymbol, EntryPoint, EntryPointKind, Facts} from '../../facts/facts.ts'

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
export function listEntryPoints(facts: Facts): {rows: EntryPointRow[]; more: number} {
  const groups = new Map<string, EntryPoint[]>()
  for (const entry of [...facts.entryPoints].sort((a, b) => rank[a.kind] - rank[b.kind])) {
    const key = entry.path
    groups.set(key, [...(groups.get(key) ?? []), entry])
  }
  const rows = [...groups.values()].map(entries => toRow(entries, facts))
  return {rows: rows.slice(0, maximumRows), more: Math.max(0, rows.length - maximumRows)}
}

function toRow(entries: readonly EntryPoint[], facts: Facts): EntryPointRow {
  const [first] = entries as [EntryPoint]
  const sameKind = entries.filter(({kind}) => kind === first.kind)
  const names = [...new Set(sameKind.map(({name}) => name))]
  // A pattern (`./internal/*`) leads to every module of a folder; the fact names one of them.
  const pattern = names.every(name => name.includes('*'))
  return {
    kind: first.kind,
    name: names.join(', '),
    path: pattern ? folderOf(first.path) : first.path,
    symbols: pattern ? [] : mainExports(first.path, names, facts)
  }
}

function folderOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end < 0 ? '.' : path.slice(0, end)
}

const valueKinds = new Set(['function', 'class', 'variable', 'enum'])

/** The exported values: the namesake of the entry first, then what most modules import from where it is declared, then by name. */
function mainExports(path: string, entries: readonly string[], facts: Facts): string[] {
  const namesakes = new Set(entries.map(entry => (entry.split('/').at(-1) ?? '').toLowerCase()))
  const rank = (name: string) => (namesakes.has(name.toLowerCase()) ? 0 : 1)
  return (facts.module(path)?.exports ?? [])
    .flatMap(({name, symbol}) => {
      const declared = symbol === undefined ? undefined : facts.symbol(symbol)
      return declared && valueKinds.has(declared.kind) && name !== 'default'
        ? [{name, uses: usesOf(declared, facts)}]
        : []
    })
    .sort((a, b) => rank(a.name) - rank(b.name) || b.uses - a.uses || compareText(a.name, b.name))
    .slice(0, maximumSymbols)
    .map(({name}) => name)
}

function usesOf({path, exportedAs}: DeclaredSymbol, facts: Facts): number {
  return facts.imports.filter(
    edge =>
      !edge.test &&
      edge.to === path &&
      edge.kind !== 'reexport' &&
      edge.names.some(({imported}) => exportedAs.includes(imported))
  ).length
}
