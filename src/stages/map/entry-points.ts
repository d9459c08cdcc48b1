import type {EntryPointRow} from '../../artifacts/architecture.ts'
import {groupBy} from '../../base/group-by.ts'
import type {EntryPoint, EntryPointKind, Facts} from '../../facts/facts.ts'
import {entryRank} from './entry-rank.ts'
import {mainExports} from './main-exports.ts'
import type {PurposeSources} from './purpose.ts'

/** Rows shown; the rest is counted. */
const maximumRows = 10
/** Names of what code registers; a server has hundreds of routes. */
const maximumNames = 2
/** Rows of one kind and top folder, more than which become one row when there is no space for each. */
const maximumFiles = 3

/** Kinds that get a row of their own for a source file, beside those by which a manifest names it. */
const registered: ReadonlySet<EntryPointKind> = new Set(['route', 'command', 'worker', 'schedule', 'handler'])
const joined: ReadonlySet<string> = new Set([...registered, 'workflow', 'script'])

/**
 * Where the program is entered, at most ten rows, one for each source file with the names that lead to it. When there are more,
 * many files of one kind below one top folder are one row for their common folder; what manifests offer to others is not joined.
 */
export function listEntryPoints(sources: PurposeSources): {
  rows: EntryPointRow[]
  more: number
  patterns: string[]
} {
  const {facts} = sources
  // A pattern leads to many modules; that it is there is said apart.
  const entries = facts.entryPoints
    .filter(({kind, name}) => registered.has(kind) || !name.includes('*'))
    .sort((a, b) => entryRank[a.kind] - entryRank[b.kind] || isSubpath(a) - isSubpath(b))
  const groups = groupBy(entries, ({kind, path}) => `${registered.has(kind) ? kind : ''}\n${path}`)
  const all = [...groups.values()].map(group => toRow(group, sources))
  const rows = fitRows(all, entries)
  return {
    rows: rows.slice(0, maximumRows),
    more: Math.max(0, rows.length - maximumRows),
    patterns: patternsOf(facts)
  }
}

/** The package by its own name is what most take; subpaths come after it. */
function isSubpath({name}: EntryPoint): number {
  return Number(name.startsWith('./'))
}

function toRow(entries: readonly EntryPoint[], sources: PurposeSources): EntryPointRow {
  const [first] = entries as [EntryPoint]
  const sameKind = entries.filter(({kind}) => kind === first.kind)
  const names = [...new Set(sameKind.map(({name}) => name))]
  return {
    kind: first.kind,
    name: registered.has(first.kind) ? shorten(names) : names.join(', '),
    path: first.path,
    symbols: mainExports(first.path, names, sources)
  }
}

/** Joins the largest group that can be, again and again until the rows fit. */
function fitRows(rows: readonly EntryPointRow[], entries: readonly EntryPoint[]): readonly EntryPointRow[] {
  if (rows.length <= maximumRows) return rows
  const inFolders = rows.filter(({kind, path}) => joined.has(kind) && path.includes('/'))
  const [largest = []] = [
    ...groupBy(inFolders, ({kind, path}) => `${kind} ${path.split('/')[0]}`).values()
  ].sort((a, b) => b.length - a.length)
  if (largest.length <= maximumFiles) return rows
  const row = joinRows(largest, entries)
  return fitRows(
    rows.flatMap(each => (each === largest[0] ? row : largest.includes(each) ? [] : each)),
    entries
  )
}

function joinRows(rows: readonly EntryPointRow[], entries: readonly EntryPoint[]): EntryPointRow {
  const kind = rows[0]?.kind ?? ''
  const paths = new Set(rows.map(({path}) => path))
  const names = entries.filter(entry => entry.kind === kind && paths.has(entry.path)).map(({name}) => name)
  return {kind, name: shorten([...new Set(names)]), path: folderOf(rows), symbols: []}
}

/** The folder that the files of all rows share. */
function folderOf(rows: readonly EntryPointRow[]): string {
  const [first = [], ...others] = rows.map(({path}) => path.split('/').slice(0, -1))
  const differs = first.findIndex((part, index) => others.some(other => other[index] !== part))
  return (differs < 0 ? first : first.slice(0, differs)).join('/')
}

/** `GET /users, POST /users and 12 more`. */
function shorten(names: readonly string[]): string {
  const shown = names.slice(0, maximumNames).join(', ')
  return names.length > maximumNames ? `${shown} and ${names.length - maximumNames} more` : shown
}

/** Subpath patterns of the root's `exports`, in its order. */
function patternsOf({layout}: Facts): string[] {
  const exports = layout.packages.find(({path}) => path === '')?.manifest.exports
  if (typeof exports !== 'object' || exports === null) return []
  return Object.keys(exports).filter(name => name.startsWith('.') && name.includes('*'))
}
