import type {Layout, Package} from '../repo/layout.ts'
import {joinPath} from '../repo/posix-path.ts'
import {exportTargets, importTargets, type Target, targetsOf} from '../repo/targets.ts'
import type {FileLookup} from './file-lookup.ts'

/** Where a subpath of a package of the repository leads. */
export interface PackageHit {
  readonly path: string
  /** Whether the source was guessed: the manifest names a build output, or nothing. */
  readonly inferred: boolean
}

/** Conditions for other places than Node.js or a bundler come last, declarations after everything. */
const secondary = /^(?:browser|react-native|worker|workerd|edge-light|deno|bun|electron|production)$/
const typeConditions = /^(?:types|typings|types@.*)$/

/** Finds the source of `name/subpath`; `not-in-exports` when the manifest does not offer it, `undefined` when it is not there. */
export function findInPackage(
  pack: Package,
  subpath: string,
  layout: Layout,
  lookup: FileLookup
): PackageHit | 'not-in-exports' | undefined {
  const key = subpath === '' ? '.' : `./${subpath}`
  const hasExports = pack.manifest.exports !== undefined && pack.manifest.exports !== null
  const candidates = hasExports ? matching(exportTargets(pack), key) : plainTargets(pack, subpath)
  const offered = findSource(candidates, layout, lookup)
  if (offered) return offered
  const guessed = guessSource(pack, subpath, lookup)
  if (guessed !== undefined) return {path: guessed, inferred: true}
  return hasExports && candidates.length === 0 ? 'not-in-exports' : undefined
}

/** Finds what `#name` means for a package. */
export function findInternal(
  pack: Package,
  specifier: string,
  layout: Layout,
  lookup: FileLookup
): PackageHit | undefined {
  return findSource(matching(importTargets(pack), specifier), layout, lookup)
}

function plainTargets(pack: Package, subpath: string): string[] {
  if (subpath !== '') return [joinPath(pack.path, subpath) ?? '']
  return inOrder(targetsOf(pack).filter(({field}) => field === 'main'))
}

/** Paths that the targets give for a key; of several patterns the one with the longest prefix. */
function matching(targets: readonly Target[], key: string): string[] {
  const exact = targets.filter(({name}) => name === key)
  if (exact.length > 0) return inOrder(exact)
  const fitting = targets.filter(({name}) => starOf(name, key) !== undefined)
  const longest = Math.max(...fitting.map(({name}) => name.indexOf('*')))
  return inOrder(
    fitting
      .filter(({name}) => name.indexOf('*') === longest)
      .map(target => ({...target, path: target.path.replaceAll('*', starOf(target.name, key) ?? '')}))
  )
}

function starOf(pattern: string, key: string): string | undefined {
  const [before, after, ...rest] = pattern.split('*')
  if (before === undefined || after === undefined || rest.length > 0) return undefined
  const fits = key.length > before.length + after.length && key.startsWith(before) && key.endsWith(after)
  return fits ? key.slice(before.length, key.length - after.length) : undefined
}

function inOrder(targets: readonly Target[]): string[] {
  const rank = ({conditions}: Target) =>
    conditions.some(name => typeConditions.test(name))
      ? 2
      : conditions.some(name => secondary.test(name))
        ? 1
        : 0
  return [0, 1, 2].flatMap(wanted => targets.filter(target => rank(target) === wanted)).map(({path}) => path)
}

/** Sources that the manifest names outright first, then those of its build outputs, then declarations. */
function findSource(paths: readonly string[], layout: Layout, lookup: FileLookup): PackageHit | undefined {
  const listed = paths.flatMap(path => lookup.find(path) ?? [])
  const isSource = (path: string) => !['build', 'declaration'].includes(layout.roleOf(path))
  const named = listed.find(isSource)
  if (named !== undefined) return {path: named, inferred: false}
  const source = paths.flatMap(path => layout.sourceOf(path) ?? []).at(0)
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
