import {parseJsonObject} from '../repo/json.ts'
import type {Layout} from '../repo/layout.ts'
import {folderOf, foldersAbove, joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {dependenciesOf} from '../repo/targets.ts'
import {builtSource} from './built-source.ts'
import {createExtendsLookup} from './extends-lookup.ts'
import type {ImportKind, ModuleId, UnresolvedCause} from './facts.ts'
import {createFileLookup} from './file-lookup.ts'
import {findForeign, findInPackage, findInternal, type PackageHit, packagesByName} from './package-lookup.ts'
import {createPackageScope} from './package-scope.ts'
import {type AliasCandidate, createAliasCandidates} from './path-alias.ts'
import {afterLoaders, builtinOf, hasScheme, isRelative, joinSpecifier, splitPackage} from './specifier.ts'

/** Where a specifier leads. */
export type Resolution =
  | {readonly kind: 'module'; readonly path: ModuleId; readonly inferred: boolean}
  /** A listed file that holds no code: a style sheet, JSON, an image. */
  | {readonly kind: 'asset'; readonly path: string}
  /** `listed`: whether a manifest names the package; built-ins and schemes need none. */
  | {readonly kind: 'external'; readonly name: string; readonly listed: boolean}
  | {readonly kind: 'unresolved'; readonly cause: UnresolvedCause}

/** `kind` decides which of the conditions `import` and `require` holds; `value` when it is left out. */
export type Resolve = (from: ModuleId, specifier: string, kind?: ImportKind) => Resolution

/** An import to resolve. */
interface Request {
  readonly from: ModuleId
  readonly specifier: string
  readonly kind: ImportKind
}

const notRead = /\.(?:vue|svelte|astro|marko|coffee|civet)$/
const fileNotFound = {kind: 'unresolved', cause: 'file-not-found'} as const

/**
 * Resolves against the listed files alone, as TypeScript's `bundler` resolution does, so that the answer is the same
 * with or without an installation or a build. Packages from outside are known by name only.
 */
export function createResolve(repo: Repo, layout: Layout): Resolve {
  const lookup = createFileLookup(repo, layout)
  const byName = packagesByName(layout)
  const byFolder = new Map(layout.packages.map(pack => [pack.path, pack]))
  const scopeOf = createPackageScope(repo, layout)
  const aliasCandidates = createAliasCandidates(repo, layout, createExtendsLookup(repo, layout))
  const isListed = createIsListed(repo, layout)
  const known = new Map<string, Resolution>()
  const besides = new Map<string, Resolution>()

  return resolve

  function resolve(from: ModuleId, specifier: string, kind: ImportKind = 'value'): Resolution {
    const resolution = resolveOnce(from, specifier, kind)
    const request = afterLoaders(specifier)
    return resolution.kind === 'unresolved' && request ? resolveOnce(from, request, kind) : resolution
  }

  function resolveOnce(from: ModuleId, specifier: string, kind: ImportKind): Resolution {
    // No alias comes before a file that is there.
    const beside = isRelative(specifier) ? fromFolder(folderOf(from), specifier) : fileNotFound
    if (beside !== fileNotFound) return beside
    const aliases = specifier.startsWith('node:') ? [] : aliasCandidates(from, specifier)
    // Which aliases count depends on the file, all else on its folder alone.
    if (aliases.length > 0) return resolveAnew({from, specifier, kind}, aliases)
    const key = `${folderOf(from)}\n${kind === 'require' ? kind : ''}\n${specifier}`
    const resolution = known.get(key) ?? resolveAnew({from, specifier, kind}, [])
    known.set(key, resolution)
    return resolution
  }

  function resolveAnew(request: Request, aliases: readonly AliasCandidate[]): Resolution {
    const {from, specifier} = request
    if (isRelative(specifier)) return fromAlias(aliases) ?? fileNotFound
    const own = fromAlias(aliases.filter(({inferred}) => !inferred))
    if (own) return own
    const builtin = builtinOf(specifier)
    if (builtin !== undefined) return {kind: 'external', name: builtin, listed: true}
    const found = fromInternal(request) ?? fromWorkspace(request) ?? fromRoot(from, specifier)
    if (found && found.kind !== 'unresolved') return found
    const outside = fromOutside(from, specifier, aliases)
    // A package that a manifest lists is likelier than an alias of a tsconfig that does not hold the file.
    const isPackage = found === undefined && outside.kind === 'external' && outside.listed
    const guess = isPackage ? undefined : fromAlias(aliases.filter(({inferred}) => inferred))
    return guess ?? found ?? outside
  }

  function fromFolder(folder: string, specifier: string): Resolution {
    const key = `${folder}\n${specifier}`
    const resolution = besides.get(key) ?? fromPath(joinSpecifier(folder, specifier), false)
    besides.set(key, resolution)
    return resolution
  }

  function fromPath(path: string | undefined, inferred: boolean): Resolution {
    if (path === undefined) return fileNotFound
    const found = lookup.find(path)
    if (found !== undefined) return toResolution({path: found, inferred})
    // `../dist/index.js`, not built here.
    const source = builtSource(layout, path) ?? mainOf(path)
    return source === undefined ? fileNotFound : {kind: 'module', path: source, inferred: true}
  }

  /** The source of a package named by its folder, whose `main` is not built here. */
  function mainOf(path: string): ModuleId | undefined {
    const pack = byFolder.get(path.replace(/\/$/, ''))
    const hit = pack && findInPackage(pack, '', {layout, lookup, kind: 'value'})
    const resolution = hit === undefined || hit === 'not-in-exports' ? undefined : toResolution(hit)
    return resolution?.kind === 'module' ? resolution.path : undefined
  }

  function toResolution({path, inferred}: PackageHit): Resolution {
    if (!layout.isCode(path)) {
      return notRead.test(path) ? {kind: 'unresolved', cause: 'not-source'} : {kind: 'asset', path}
    }
    const role = layout.roleOf(path)
    if (role === 'minified') return {kind: 'unresolved', cause: 'not-source'}
    if (role !== 'build') return {kind: 'module', path, inferred}
    const source = layout.sourceOf(path)
    return source === undefined
      ? {kind: 'unresolved', cause: 'not-source'}
      : {kind: 'module', path: source, inferred: true}
  }

  function fromAlias(candidates: readonly AliasCandidate[]): Resolution | undefined {
    for (const {path, inferred} of candidates) {
      const resolution = fromPath(path, inferred)
      if (resolution !== fileNotFound) return resolution
    }
    return undefined
  }

  function fromInternal({from, specifier, kind}: Request): Resolution | undefined {
    if (!specifier.startsWith('#')) return undefined
    const pack = scopeOf(from)
    const hit = pack && findInternal(pack, specifier, {layout, lookup, kind})
    if (hit) return toResolution(hit)
    const foreign = pack && findForeign(pack, specifier, kind)
    return foreign === undefined ? fileNotFound : resolve(from, foreign, kind)
  }

  function fromWorkspace({from, specifier, kind}: Request): Resolution | undefined {
    const parts = splitPackage(specifier)
    const pack = parts && byName.get(parts.name)
    if (!pack) return undefined
    const hit = findInPackage(pack, parts.subpath, {layout, lookup, kind})
    if (hit === undefined) return fileNotFound
    if (hit === 'not-in-exports') return {kind: 'unresolved', cause: hit}
    // Only `exports` let a package import itself by name; without them a configuration of its own must.
    const isOwnName = layout.packageOf(from) === pack && !pack.manifest.exports
    return toResolution({...hit, inferred: hit.inferred || isOwnName})
  }

  /** `/src/main.ts` counts from the package, as dev servers read it. */
  function fromRoot(from: ModuleId, specifier: string): Resolution | undefined {
    if (!specifier.startsWith('/')) return undefined
    return fromPath(joinSpecifier(layout.packageOf(from)?.path ?? '', specifier.slice(1)), true)
  }

  function fromOutside(from: ModuleId, specifier: string, aliases: readonly AliasCandidate[]): Resolution {
    if (hasScheme(specifier)) return {kind: 'external', name: specifier, listed: true}
    const name = splitPackage(specifier)?.name
    if (name === undefined) return fileNotFound
    const listed = isListed(from, name)
    const isAlias = !listed && aliases.some(({named}) => named)
    return isAlias ? fileNotFound : {kind: 'external', name, listed}
  }
}

/** Whether a manifest of the repository lists a package, or the types of it. */
function createIsListed(repo: Repo, layout: Layout): (from: ModuleId, name: string) => boolean {
  const everywhere = new Set(layout.packages.flatMap(({manifest}) => dependenciesOf(manifest)))
  const byFolder = new Map<string, readonly string[]>()
  const listedIn = (folder: string) => {
    const path = joinPath(folder, 'package.json') ?? ''
    const names =
      byFolder.get(folder) ??
      (repo.has(path) ? dependenciesOf(parseJsonObject(repo.read(path) ?? '').value) : [])
    byFolder.set(folder, names)
    return names
  }
  return (from, name) => {
    const types = `@types/${name.replace(/^@/, '').replace('/', '__')}`
    const isNamed = (names: {has(name: string): boolean}) => names.has(name) || names.has(types)
    return isNamed(everywhere) || foldersAbove(from).some(folder => isNamed(new Set(listedIn(folder))))
  }
}
