import {isObject} from '../repo/json.ts'
import type {Layout, Package} from '../repo/layout.ts'
import {joinPath} from '../repo/posix-path.ts'
import {exportTargets, importedPackages, importTargets, type Target, targetsOf} from '../repo/targets.ts'
import {builtSource} from './built-source.ts'
import type {ImportKind} from './facts.ts'
import type {FileLookup} from './file-lookup.ts'
import {joinSpecifier} from './specifier.ts'

/** Where a subpath of a package of the repository leads. */
export interface PackageHit {
  readonly path: string
  /** Whether the source was guessed: the manifest names a build output, or nothing. */
  readonly inferred: boolean
}

/** Conditions for other places than Node.js or a bundler, or for the other kind of import, come last, declarations after everything. */
const secondary = /^(?:browser|react-native|worker|workerd|edge-light|deno|bun|electron|production)$/
const typeConditions = /^(?:types|typings|types@.*)$/

/** What a subpath is looked up with. */
export interface PackageSearch {
  readonly layout: Layout
  readonly lookup: FileLookup
  /** Which of the conditions `import` and `require` holds. */
  readonly kind: ImportKind
}

/** The packages of the repository by name; of two with one name the first. */
export function packagesByName(layout: Pick<Layout, 'packages'>): Map<string, Package> {
  const byName = new Map<string, Package>()
  for (const pack of layout.packages) {
    if (pack.name !== undefined && !byName.has(pack.name)) byName.set(pack.name, pack)
  }
  return byName
}

/** Finds the source of `name/subpath`; `not-in-exports` when the manifest does not offer it, `undefined` when it is not there. */
export function findInPackage(
  pack: Package,
  subpath: string,
  search: PackageSearch
): PackageHit | 'not-in-exports' | undefined {
  const {lookup, kind} = search
  const key = subpath === '' ? '.' : `./${subpath}`
  const {exports} = pack.manifest
  const hasExports = exports !== undefined && exports !== null
  const name = hasExports ? bestName(isObject(exports) ? exports : {}, key) : undefined
  if (name !== undefined && isObject(exports) && exports[name] === null) return 'not-in-exports'
  const candidates = hasExports
    ? filesFor(exportTargets(pack), name ?? key, key, kind)
    : plainTargets(pack, subpath, kind)
  const offered = findSource(candidates, search)
  if (offered) return offered
  const guessed = guessSource(pack, subpath, lookup)
  if (guessed !== undefined) return {path: guessed, inferred: true}
  return hasExports && candidates.length === 0 ? 'not-in-exports' : undefined
}

/** Finds what `#name` means for a package, unless it means another package. */
export function findInternal(
  pack: Package,
  specifier: string,
  search: PackageSearch
): PackageHit | undefined {
  const name = bestName(pack.manifest.imports, specifier)
  return name === undefined
    ? undefined
    : findSource(filesFor(importTargets(pack), name, specifier, search.kind), search)
}

/** The specifier of the package that `#name` stands for. */
export function findForeign(pack: Package, specifier: string, kind: ImportKind): string | undefined {
  const name = bestName(pack.manifest.imports, specifier)
  const [first] = inOrder(
    importedPackages(pack).filter(target => target.name === name),
    kind
  )
  return first?.specifier.replaceAll('*', () => starOf(first.name, specifier) ?? '')
}

function plainTargets(pack: Package, subpath: string, kind: ImportKind): string[] {
  if (subpath !== '') return [joinSpecifier(pack.path, subpath) ?? '']
  return inOrder(
    targetsOf(pack).filter(({field}) => field === 'main'),
    kind
  ).map(({path}) => path)
}

/** The name of a map that means the key: the same, else the pattern with the longest text before its `*`. */
function bestName(map: unknown, key: string): string | undefined {
  const names = isObject(map) ? Object.keys(map) : []
  if (names.includes(key)) return key
  return names
    .filter(name => starOf(name, key) !== undefined)
    .sort((left, right) => starAt(right) - starAt(left) || right.length - left.length)
    .at(0)
}

function starAt(name: string): number {
  return name.endsWith('/') ? name.length : name.indexOf('*')
}

function filesFor(targets: readonly Target[], name: string, key: string, kind: ImportKind): string[] {
  const star = starOf(name, key) ?? ''
  const own = inOrder(
    targets.filter(target => target.name === name),
    kind
  )
  return own.map(({path}) => (name.endsWith('/') ? `${path}/${star}` : path.replaceAll('*', () => star)))
}

/** A name that ends with a slash, of old, stands for all below it. */
function starOf(name: string, key: string): string | undefined {
  const [before, after, ...rest] = (name.endsWith('/') ? `${name}*` : name).split('*')
  if (before === undefined || after === undefined || rest.length > 0) return undefined
  const fits = key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after)
  return fits ? key.slice(before.length, key.length - after.length) : undefined
}

function inOrder<T extends Pick<Target, 'conditions'>>(targets: readonly T[], kind: ImportKind): T[] {
  const other = kind === 'require' ? 'import' : 'require'
  const rank = ({conditions}: T) =>
    conditions.some(name => typeConditions.test(name))
      ? 2
      : conditions.some(name => name === other || secondary.test(name))
        ? 1
        : 0
  return [0, 1, 2].flatMap(wanted => targets.filter(target => rank(target) === wanted))
}

/** Sources that the manifest names outright first, then those of its build outputs, then declarations. */
function findSource(paths: readonly string[], {layout, lookup}: PackageSearch): PackageHit | undefined {
  const listed = paths.flatMap(path => lookup.find(path) ?? [])
  const isSource = (path: string) => !['build', 'declaration'].includes(layout.roleOf(path))
  const named = listed.find(isSource)
  if (named !== undefined) return {path: named, inferred: false}
  const source = paths.flatMap(path => builtSource(layout, path) ?? []).at(0)
  if (source !== undefined) return {path: source, inferred: true}
  const [other] = listed
  return other === undefined ? undefined : {path: other, inferred: false}
}

function guessSource(pack: Package, subpath: string, lookup: FileLookup): string | undefined {
  const name = subpath === '' ? 'index' : subpath
  return [joinPath(pack.path, 'src', name), joinPath(pack.path, name)]
    .flatMap(path => (path === undefined ? [] : (lookup.find(path) ?? [])))
    .at(0)
}
