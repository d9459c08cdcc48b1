import type {Layout} from '../repo/layout.ts'
import {baseOf, folderOf, foldersAbove, isWithin, joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {type ResolveExtends, readTsconfig, type Tsconfig} from '../repo/tsconfig.ts'
import {isRelative, joinSpecifier} from './specifier.ts'

/** A path that `paths`, `baseUrl` or `rootDirs` gives for a specifier. */
export interface AliasCandidate {
  readonly path: string
  /** Whether the tsconfig does not hold the file. */
  readonly inferred: boolean
  /** Whether a pattern of `paths` means the specifier, so that it is no package. */
  readonly named: boolean
}

/** The candidates in order. */
export type AliasCandidates = (from: string, specifier: string) => readonly AliasCandidate[]

/**
 * Aliases of the nearest tsconfig.json and its references that hold the file, then, as a guess, those of the others and
 * of the folders above: bundlers follow them although the `include` does not reach the file.
 * There is no guess for what a pattern of the file's own tsconfig means.
 */
export function createAliasCandidates(
  repo: Repo,
  layout: Layout,
  resolveExtends: ResolveExtends
): AliasCandidates {
  const tsconfigs = new Map<string, Tsconfig>()
  const open = (path: string) => {
    const known = tsconfigs.get(path) ?? readTsconfig(repo, path, [], resolveExtends)
    tsconfigs.set(path, known)
    return known
  }
  const isRead = (path: string) =>
    baseOf(path) === 'tsconfig.json' ||
    (baseOf(path) === 'jsconfig.json' && !repo.has(joinPath(folderOf(path), 'tsconfig.json') ?? ''))
  const rootConfigs = layout.tsconfigs.filter(isRead)
  const byFolder = new Map<string, Tsconfig[]>()
  for (const path of rootConfigs) {
    const folder = folderOf(path)
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), ...withReferences(path, open).filter(hasAliases)])
  }
  const all = [...byFolder.values()].flat()
  if (all.length === 0) return () => []
  const mergesFolders = all.some(({rootDirs}) => rootDirs.length > 0)

  return (from, specifier) => {
    if (isRelative(specifier) && !mergesFolders) return []
    const folders = foldersAbove(from).filter(folder => byFolder.has(folder))
    const candidates = folders.flatMap((folder, distance) =>
      (byFolder.get(folder) ?? []).flatMap(config => {
        const found = candidatesOf(config, from, specifier)
        const inferred = found.length === 0 || distance > 0 || !config.includes(from)
        return found.map(candidate => ({...candidate, inferred}))
      })
    )
    const own = candidates.filter(({inferred}) => !inferred)
    return own.some(({named}) => named) ? own : [...own, ...candidates.filter(({inferred}) => inferred)]
  }
}

function withReferences(path: string, open: (path: string) => Tsconfig): Tsconfig[] {
  const found = new Map<string, Tsconfig>()
  const add = (each: string) => {
    if (found.has(each)) return
    const config = open(each)
    found.set(each, config)
    config.references.forEach(add)
  }
  add(path)
  return [...found.values()]
}

function hasAliases({paths, baseUrl, rootDirs}: Tsconfig): boolean {
  return paths.size > 0 || baseUrl !== undefined || rootDirs.length > 0
}

function candidatesOf(
  {paths, baseUrl, rootDirs}: Tsconfig,
  from: string,
  specifier: string
): Omit<AliasCandidate, 'inferred'>[] {
  if (isRelative(specifier)) return mergedPaths(rootDirs, joinSpecifier(folderOf(from), specifier))
  const named = pathsMatch(paths, specifier)
  const based = baseUrl === undefined ? undefined : joinSpecifier(baseUrl, specifier)
  return based === undefined ? named : [...named, {path: based, named: false}]
}

/**
 * The same path below the other folders that count as one, from the longest of those that hold it.
 *
 * Source: https://www.typescriptlang.org/tsconfig/#rootDirs
 */
function mergedPaths(
  rootDirs: readonly string[],
  path: string | undefined
): Omit<AliasCandidate, 'inferred'>[] {
  if (path === undefined) return []
  const holders = rootDirs.filter(dir => isWithin(path, dir))
  const [own] = holders.sort((left, right) => right.length - left.length)
  if (own === undefined) return []
  const rest = own === '' ? path : path.slice(own.length + 1)
  return rootDirs
    .filter(dir => dir !== own)
    .map(dir => ({path: dir === '' ? rest : `${dir}/${rest}`, named: true}))
}

/** An exact pattern first, else the one with the longest text before its `*`. */
function pathsMatch(paths: Tsconfig['paths'], specifier: string): Omit<AliasCandidate, 'inferred'>[] {
  const exact = paths.get(specifier)
  if (exact) return exact.flatMap(path => toCandidate(path, true))
  const [best] = [...paths]
    .flatMap(([pattern, candidates]) => {
      const [before = '', after, ...rest] = pattern.split('*')
      if (after === undefined || rest.length > 0) return []
      const fits =
        specifier.length >= before.length + after.length &&
        specifier.startsWith(before) &&
        specifier.endsWith(after)
      const star = specifier.slice(before.length, specifier.length - after.length)
      return fits
        ? [{length: before.length, paths: candidates.map(path => path.replace('*', () => star))}]
        : []
    })
    .sort((left, right) => right.length - left.length)
  // `*` catches packages too.
  return (best?.paths ?? []).flatMap(path => toCandidate(path, best?.length !== 0))
}

function toCandidate(path: string, named: boolean): Omit<AliasCandidate, 'inferred'>[] {
  const joined = joinSpecifier('', path)
  return joined === undefined ? [] : [{path: joined, named}]
}
