import {isCodeFile} from '../repo/code-file.ts'
import {parseJsonObject} from '../repo/json.ts'
import type {Layout} from '../repo/layout.ts'
import {folderOf, foldersAbove, joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {dependenciesOf} from '../repo/targets.ts'
import {createExtendsLookup} from './extends-lookup.ts'
import type {ModuleId, UnresolvedCause} from './facts.ts'
import {createFileLookup} from './file-lookup.ts'
import {findForeign, findInPackage, findInternal, type PackageHit, packagesByName} from './package-lookup.ts'
import {type AliasCandidate, createAliasCandidates} from './path-alias.ts'
import {builtinOf, hasScheme, isRelative, joinSpecifier, splitPackage} from './specifier.ts'

/** Where a specifier leads. */
export type Resolution =
  | {readonly kind: 'module'; readonly path: ModuleId; readonly inferred: boolean}
  /** A listed file that holds no code: a style sheet, JSON, an image. */
  | {readonly kind: 'asset'; readonly path: string}
  /** `listed`: whether a manifest names the package; built-ins and schemes need none. */
  | {readonly kind: 'external'; readonly name: string; readonly listed: boolean}
  | {readonly kind: 'unresolved'; readonly cause: UnresolvedCause}

export type Resolve = (from: ModuleId, specifier: string) => Resolution

const notRead = /\.(?:vue|svelte|astro|marko|coffee|civet)$/
const fileNotFound = {kind: 'unresolved', cause: 'file-not-found'} as const

/**
 * Resolves against the listed files alone, as TypeScript's `bundler` resolution does, so that the answer is the same
 * with or without an installation or a build. Packages from outside are known by name only.
 */
export function createResolve(repo: Repo, layout: Layout): Resolve {
  const lookup = createFileLookup(repo, layout)
  const byName = packagesByName(layout)
  const aliasCandidates = createAliasCandidates(repo, layout, createExtendsLookup(repo, layout))
  const isListed = createIsListed(repo, layout)
  const known = new Map<string, Resolution>()

  return resolve

  function resolve(from: ModuleId, specifier: string): Resolution {
    const isPath = isRelative(specifier) || specifier.startsWith('node:')
    const aliases = isPath ? [] : aliasCandidates(from, specifier)
    // Which aliases count depends on the file, all else on its folder alone.
    if (aliases.length > 0) return resolveAnew(from, specifier, aliases)
    const key = `${folderOf(from)}\n${specifier}`
    const resolution = known.get(key) ?? resolveAnew(from, specifier, [])
    known.set(key, resolution)
    return resolution
  }

  function resolveAnew(from: ModuleId, specifier: string, aliases: readonly AliasCandidate[]): Resolution {
    if (isRelative(specifier)) return fromPath(joinSpecifier(folderOf(from), specifier), false)
    const own = fromAlias(aliases.filter(({inferred}) => !inferred))
    if (own) return own
    const builtin = builtinOf(specifier)
    if (builtin !== undefined) return {kind: 'external', name: builtin, listed: true}
    const found = fromInternal(from, specifier) ?? fromWorkspace(specifier) ?? fromRoot(from, specifier)
    if (found && found.kind !== 'unresolved') return found
    const outside = fromOutside(from, specifier, aliases)
    // A package that a manifest lists is likelier than an alias of a tsconfig that does not hold the file.
    const isPackage = found === undefined && outside.kind === 'external' && outside.listed
    const guess = isPackage ? undefined : fromAlias(aliases.filter(({inferred}) => inferred))
    return guess ?? found ?? outside
  }

  function fromPath(path: string | undefined, inferred: boolean): Resolution {
    if (path === undefined) return fileNotFound
    const found = lookup.find(path)
    if (found !== undefined) return toResolution({path: found, inferred})
    // `../dist/index.js`, not built here.
    const source = layout.sourceOf(path)
    return source === undefined ? fileNotFound : {kind: 'module', path: source, inferred: true}
  }

  function toResolution({path, inferred}: PackageHit): Resolution {
    if (!isCodeFile(path)) {
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

  function fromInternal(from: ModuleId, specifier: string): Resolution | undefined {
    if (!specifier.startsWith('#')) return undefined
    const pack = layout.packageOf(from)
    const hit = pack && findInternal(pack, specifier, layout, lookup)
    if (hit) return toResolution(hit)
    const foreign = pack && findForeign(pack, specifier)
    return foreign === undefined ? fileNotFound : resolve(from, foreign)
  }

  function fromWorkspace(specifier: string): Resolution | undefined {
    const parts = splitPackage(specifier)
    const pack = parts && byName.get(parts.name)
    if (!pack) return undefined
    const hit = findInPackage(pack, parts.subpath, layout, lookup)
    if (hit === undefined) return fileNotFound
    return hit === 'not-in-exports' ? {kind: 'unresolved', cause: hit} : toResolution(hit)
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
