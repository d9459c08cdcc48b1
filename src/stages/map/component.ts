import {compareText} from '../../base/compare.ts'
import type {ImportKind, Module, ModuleId} from '../../facts/facts.ts'
import type {Package} from '../../repo/layout.ts'

/** A row of the code map: a package, a folder, or the files that lie directly in a folder whose sub-folders are rows. */
export interface Component {
  /** Same as `path`. */
  readonly id: string
  /** Folder or file, `.` for the root. */
  readonly path: string
  /** Whether sub-folders of `path` are rows of their own, so that only the files directly in it (and in small sub-folders) count. */
  readonly partial: boolean
  /** Sorted. */
  readonly modules: readonly ModuleId[]
}

/** One component's imports of another. */
export interface Dependency {
  readonly from: string
  readonly to: string
  /** Sorted. `type` means that every import of that kind is gone after compilation. */
  readonly kinds: readonly ImportKind[]
  /** Number of import statements. */
  readonly weight: number
}

const maximumRows = 30
const smallestChild = 3
/** Share of rows that may differ before a committed split is given up (design: "until they are 20 % off"). */
const stickyShare = 0.2

/**
 * Splits modules into at most 30 components: packages, else folders below the source root; then the folder with most files
 * is split while it has at least two child folders of three files. `previous` rows are kept while they still fit.
 *
 * Sorted by path; every module is in exactly one component.
 */
export function splitComponents(
  modules: readonly Module[],
  packages: readonly Package[],
  previous: readonly string[] = []
): Component[] {
  const ids = modules.map(module => module.id)
  if (ids.length === 0) return []
  const fresh = refine(startingPaths(ids, packages), ids)
  return toComponents(keepPrevious(previous, fresh, ids), ids)
}

/** The row that holds a module: the longest path that contains it. */
export function assign(paths: readonly string[], id: ModuleId): string | undefined {
  let best: string | undefined
  for (const path of paths)
    if (contains(path, id) && (best === undefined || isLonger(path, best))) best = path
  return best
}

/** Of paths that hold one module the longer is the deeper. */
function isLonger(path: string, other: string): boolean {
  return path !== '.' && (other === '.' || path.length > other.length)
}

/** The modules of each row, in their order; each is assigned once. */
function groupByRow(rows: readonly string[], ids: readonly ModuleId[]): Map<string, ModuleId[]> {
  const groups = new Map<string, ModuleId[]>(rows.map(row => [row, []]))
  for (const id of ids) groups.get(assign(rows, id) ?? '')?.push(id)
  return groups
}

function startingPaths(ids: readonly ModuleId[], packages: readonly Package[]): string[] {
  const holders = packages.filter(({path}) => path !== '' && ids.some(id => contains(path, id)))
  if (holders.length > 1) return withRest(largest(mergeByParent(holders.map(({path}) => path)), ids), ids)
  const root = commonFolder(ids)
  return withRest(largest(childFolders(root, ids), ids), ids, root)
}

/** Over the limit, the rows with most files stay; what the others hold falls to the row of the rest. */
function largest(paths: readonly string[], ids: readonly ModuleId[]): string[] {
  if (paths.length < maximumRows) return [...paths]
  const files = (path: string) => ids.filter(id => contains(path, id)).length
  return [...paths]
    .sort((a, b) => files(b) - files(a) || compareText(a, b))
    .slice(0, maximumRows - 1)
    .sort(compareText)
}

function mergeByParent(paths: readonly string[]): string[] {
  let rows = [...paths].sort(compareText)
  while (rows.length > maximumRows) {
    const deepest = Math.max(...rows.map(depthOf))
    if (deepest <= 1) return rows
    rows = [...new Set(rows.map(path => (depthOf(path) === deepest ? parentOf(path) : path)))].sort(
      compareText
    )
  }
  return rows
}

/** Adds the row that holds what no other row does. */
function withRest(paths: readonly string[], ids: readonly ModuleId[], root = '.'): string[] {
  const rest = ids.some(id => assign(paths, id) === undefined)
  if (!rest) return [...paths]
  const everyRestBelowRoot = ids.every(id => assign(paths, id) !== undefined || contains(root, id))
  return [...paths, everyRestBelowRoot ? root : '.']
}

function refine(start: readonly string[], ids: readonly ModuleId[]): string[] {
  let rows = [...new Set(start)]
  for (;;) {
    const split = [...groupByRow(rows, ids)]
      .map(([row, files]) => ({row, files}))
      .sort((a, b) => b.files.length - a.files.length || compareText(a.row, b.row))
      .map(({row, files}) => splitOf(row, files, rows))
      .find(next => next !== undefined && next.length <= maximumRows)
    if (!split) return rows.length < 3 ? splitToFiles(rows, ids) : rows.sort(compareText)
    rows = split
  }
}

function splitOf(row: string, files: readonly ModuleId[], rows: readonly string[]): string[] | undefined {
  const children = childFolders(row, files).filter(
    child => files.filter(id => contains(child, id)).length >= smallestChild
  )
  if (children.length < 2) return undefined
  const next = [...rows.filter(other => other !== row), ...children]
  const leftOver = files.some(id => assign(children, id) === undefined)
  return leftOver ? [...next, row] : next
}

/** A flat package: its files are the rows while they fit, since one row would say nothing. */
function splitToFiles(rows: readonly string[], ids: readonly ModuleId[]): string[] {
  return (ids.length <= maximumRows ? [...ids] : [...rows]).sort(compareText)
}

function keepPrevious(
  previous: readonly string[],
  fresh: readonly string[],
  ids: readonly ModuleId[]
): string[] {
  const groups = groupByRow(previous, ids)
  const kept = previous.filter(path => groups.get(path)?.length)
  const different = [...fresh, ...kept].filter(path => fresh.includes(path) !== kept.includes(path)).length
  const holdsAll = ids.every(id => assign(kept, id) !== undefined)
  const fits = holdsAll && kept.length <= maximumRows && different <= stickyShare * fresh.length
  return fits ? kept : [...fresh]
}

function toComponents(paths: readonly string[], ids: readonly ModuleId[]): Component[] {
  const groups = groupByRow(paths, ids)
  return [...paths].sort(compareText).flatMap(path => {
    const modules = groups.get(path) ?? []
    if (modules.length === 0) return []
    const partial = paths.some(other => other !== path && contains(path, other))
    return [{id: path, path, partial, modules}]
  })
}

function childFolders(folder: string, ids: readonly ModuleId[]): string[] {
  const prefix = folder === '.' ? '' : `${folder}/`
  const names = new Set<string>()
  for (const id of ids) {
    if (!id.startsWith(prefix)) continue
    const [name, ...rest] = id.slice(prefix.length).split('/')
    if (name !== undefined && rest.length > 0) names.add(prefix + name)
  }
  return [...names].sort(compareText)
}

/** The deepest folder that holds all of them. */
function commonFolder(ids: readonly ModuleId[]): string {
  let folder = parentOf(ids[0] ?? '')
  while (folder !== '.' && !ids.every(id => contains(folder, id))) folder = parentOf(folder)
  return folder
}

function contains(path: string, id: string): boolean {
  return path === '.' || id === path || id.startsWith(`${path}/`)
}

function depthOf(path: string): number {
  return path === '.' ? 0 : path.split('/').length
}

function parentOf(path: string): string {
  const end = path.lastIndexOf('/')
  return end < 0 ? '.' : path.slice(0, end)
}
