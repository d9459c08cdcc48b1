import type {Root} from 'mdast'
import type {Architecture, EntryPointRow, EnvironmentRow} from '../architecture.ts'
import {fromCodeList, toCodeList} from '../lines/code-list.ts'
import {toCodeSpan} from '../lines/code-span.ts'
import {readTable, toTable} from '../lines/table.ts'

const none = 'No entry point was found.'
const routeCaption =
  'Routes are given as their module registers or places them, without the prefix of what mounts it.'
const patternCaption = 'Patterns in `exports` lead to further modules: '

/** The table of entry points as Markdown lines. */
export function toEntryPoints(
  rows: readonly EntryPointRow[],
  more: number,
  patterns: readonly string[]
): string[] {
  const further = patterns.length === 0 ? [] : ['', `${patternCaption}${toCodeList(patterns)}.`]
  if (rows.length === 0) return [none, ...further]
  const cells = rows.map(({kind, name, path, symbols}) => [
    kind,
    toCodeSpan(name),
    toCodeSpan(path),
    toCodeList(symbols)
  ])
  return [
    ...toTable(['kind', 'name', 'source', 'main exports'], cells),
    ...(rows.some(({kind}) => kind === 'route') ? ['', routeCaption] : []),
    // Plain text: a path that artifacts elsewhere make wrong would be a claim.
    ...(more === 0 ? [] : ['', `${more} more in DETAILED_DESIGN.md.`]),
    ...further
  ]
}

/** The inverse of {@link toEntryPoints}. */
export function fromEntryPoints(
  root: Root,
  source: string
): Pick<Architecture, 'entryPoints' | 'moreEntryPoints' | 'entryPatterns'> {
  const more = /(?:^|\n)(\d+) more in /.exec(source)
  const start = source.indexOf(patternCaption)
  const patterns = start < 0 ? '' : source.slice(start + patternCaption.length)
  return {
    entryPoints: readTable(root, source).map(([kind = '', name = '', path = '', symbols = '']) => ({
      kind,
      name: fromCodeList(name)[0] ?? '',
      path: fromCodeList(path)[0] ?? '',
      symbols: fromCodeList(symbols)
    })),
    moreEntryPoints: more ? Number(more[1]) : 0,
    entryPatterns: fromCodeList(patterns)
  }
}

/** The table of environment variables as Markdown lines; nothing when none is read. */
export function toEnvironment(rows: readonly EnvironmentRow[]): string[] {
  if (rows.length === 0) return []
  return toTable(
    ['variable', 'read in', 'default beside it'],
    rows.map(({name, paths, fallback}) => [toCodeSpan(name), toCodeList(paths), fallback])
  )
}

/** The inverse of {@link toEnvironment}. */
export function fromEnvironment(root: Root, source: string): EnvironmentRow[] {
  return readTable(root, source).map(([name = '', paths = '', fallback = '']) => ({
    name: fromCodeList(name)[0] ?? '',
    paths: fromCodeList(paths),
    fallback: fallback === 'yes' || fallback === 'some' ? fallback : 'no'
  }))
}
