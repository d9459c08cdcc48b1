import {groupBy} from '../base/group-by.ts'
import {isCodeFile, isDeclarationFile, isTypeScriptSource, sourceExtensions, stemOf} from './code-file.ts'
import type {Package} from './layout.ts'
import {folderOf, isWithin, joinPath} from './posix-path.ts'
import type {Repo} from './repo.ts'
import {type Target, targetsOf} from './targets.ts'
import type {Tsconfig} from './tsconfig.ts'

/** Which files a build made, and of which source. */
export interface BuildOutput {
  isBuilt(path: string): boolean
  /** The source of a built file, listed or not; undefined for sources and where none is found. */
  sourceOf(path: string): string | undefined
}

export interface BuildInput {
  readonly repo: Pick<Repo, 'files' | 'has' | 'hasFolder'>
  readonly packages: readonly Package[]
  readonly tsconfigs: readonly Tsconfig[]
  packageOf(path: string): Package | undefined
}

/** Folder names that hold nothing but output where sources lie beside them. */
const strongNames = new Set(
  'dist build out output bundles umd cjs esm esm5 esm2015 esm2020 es5 es6 es2015 es2020 iife'.split(' ')
)
/** Folder names that often, but not always, are output. */
const outputNames = new Set([
  ...strongNames,
  ...'lib libs es types typings commonjs module modules modern legacy node browser compiled target release'.split(
    ' '
  )
])
const sourceFolders = ['src', 'source', 'lib'] as const

export function createBuildOutput(input: BuildInput): BuildOutput {
  const {repo, packageOf} = input
  const targets = input.packages.flatMap(targetsOf)
  const declared = new Set(targets.map(({path}) => path))
  const outDirs = input.tsconfigs.flatMap(toOutDirs)
  const twins = new Map<string, string | undefined>()
  const twinOf = (path: string) => {
    if (!twins.has(path)) twins.set(path, findTwin(path))
    return twins.get(path)
  }
  const builtFolders = findBuiltFolders()
  const aliases = aliasTargets(
    targets,
    path => (isBuilt(path) || !repo.has(path) ? twinOf(path) : undefined),
    input
  )

  return {
    isBuilt,
    sourceOf: path => (isBuilt(path) || !repo.has(path) ? (twinOf(path) ?? aliases.get(path)) : undefined)
  }

  function isBuilt(path: string): boolean {
    if (outDirs.some(({outDir}) => isWithin(path, outDir))) return true
    const output = outputFolderOf(path)
    if (output !== undefined && builtFolders.has(output)) return true
    return isCodeFile(path) && repo.has(path) && (isCompiledInPlace(path) || isCompiledToRoot(path))
  }

  /** `a.js` beside `a.ts`, with the declaration or source map that a hand-written pair would not have. */
  function isCompiledInPlace(path: string): boolean {
    const stem = stemOf(path)
    const isScript = /\.[cm]?jsx?$/.test(path)
    const traces = [`${stem}.d.ts`, `${path}.map`]
    return isScript && ['.ts', '.tsx'].some(end => repo.has(stem + end)) && traces.some(repo.has)
  }

  /** `v4/core.js` with `v4/core.d.ts` beside it, of `src/v4/core.ts`. */
  function isCompiledToRoot(path: string): boolean {
    const source = twinOf(path)
    if (source === undefined || !isTypeScriptSource(source) || source === path) return false
    if (isTypeScriptSource(path)) return false
    const stem = stemOf(path)
    const companions = isDeclarationFile(path) ? ['.js', '.cjs', '.mjs'] : ['.d.ts', '.d.cts', '.d.mts']
    return declared.has(path) || companions.some(end => repo.has(stem + end))
  }

  /** The package's own child folder that holds the path, when its name is one of output. */
  function outputFolderOf(path: string): string | undefined {
    const root = packageOf(path)?.path ?? ''
    const [first, ...rest] = localPath(path, root).split('/')
    if (first === undefined || rest.length === 0 || !outputNames.has(first)) return undefined
    return joinPath(root, first)
  }

  function findBuiltFolders(): Set<string> {
    const files = groupBy(
      repo.files.filter(path => isCodeFile(path)),
      outputFolderOf
    )
    return new Set(
      [...files].flatMap(([folder, paths]) =>
        folder !== undefined && isBuiltFolder(folder, paths) ? folder : []
      )
    )
  }

  function isBuiltFolder(folder: string, paths: readonly string[]): boolean {
    const scripts = paths.filter(path => !isTypeScriptSource(path))
    const withTwin = scripts.filter(hasTwinOutside)
    if (scripts.length === paths.length && withTwin.length > 0 && withTwin.length * 2 >= scripts.length)
      return true
    const name = folder.slice(folderOf(folder).length).replace('/', '')
    const root = folderOf(folder)
    const hasSources = sourceFolders.some(source => repo.hasFolder(joinPath(root, source) ?? source))
    return strongNames.has(name) && hasSources && [...declared].some(path => isWithin(path, folder))
  }

  /** A declaration with a JavaScript twin may well be written by hand. */
  function hasTwinOutside(path: string): boolean {
    const twin = twinOf(path)
    return twin !== undefined && (!isDeclarationFile(path) || isTypeScriptSource(twin))
  }

  function findTwin(path: string): string | undefined {
    if (!isCodeFile(path) || isTypeScriptSource(path)) return undefined
    const stems = [...stemsByOutDir(path, outDirs), ...stemsByName(path, packageOf(path)?.path ?? '')]
    return stems.flatMap(stem => sourceExtensions.map(end => stem + end)).find(isTwin)

    function isTwin(candidate: string): boolean {
      if (candidate === path || !repo.has(candidate) || isDeclarationFile(candidate)) return false
      // A script at the package's root that shares its name with a script in src is an entry, not a build of it.
      return isTypeScriptSource(candidate) || outputFolderOf(path) !== undefined || isInOutDir(path)
    }
  }

  function isInOutDir(path: string): boolean {
    return outDirs.some(({outDir}) => isWithin(path, outDir))
  }
}

interface OutDir {
  readonly outDir: string
  /** Where the sources may lie, most likely first. */
  readonly roots: readonly string[]
}

/** An output folder that holds the tsconfig or its sources (`.`) says nothing. */
function toOutDirs({folder, rootDir, outDirs}: Tsconfig): OutDir[] {
  const roots = [
    ...(rootDir === undefined ? [] : [rootDir]),
    folder,
    ...sourceFolders.map(name => join(folder, name))
  ]
  return outDirs
    .filter(outDir => outDir !== '' && !isWithin(folder, outDir) && !isWithin(rootDir ?? folder, outDir))
    .filter(outDir => outDir !== join(folder, 'src'))
    .map(outDir => ({outDir, roots}))
}

function stemsByOutDir(path: string, outDirs: readonly OutDir[]): string[] {
  return outDirs
    .filter(({outDir}) => isWithin(path, outDir))
    .sort((left, right) => right.outDir.length - left.outDir.length)
    .flatMap(({outDir, roots}) => roots.map(root => join(root, stemOf(localPath(path, outDir)))))
}

/**
 * Source stems for `dist/cjs/react/index.js`: with ever fewer leading folders of output names, then without any of
 * them, each below the source folders and, once a folder fell away, at the package's root.
 */
function stemsByName(path: string, root: string): string[] {
  const parts = stemOf(localPath(path, root)).split('/')
  const leading = parts.findIndex((part, index) => index === parts.length - 1 || !outputNames.has(part))
  const shortened = Array.from({length: leading + 1}, (_, count) => parts.slice(count))
  const bare = parts.filter((part, index) => index === parts.length - 1 || !outputNames.has(part))
  return [...shortened, bare].flatMap(rest => {
    const own = rest.join('/')
    const below = sourceFolders.filter(folder => parts[0] !== folder).map(folder => join(root, folder, own))
    return rest.length < parts.length ? [...below, join(root, own)] : below
  })
}

/**
 * Sources of outputs that have no twin of their own name: a bundle `dist/lib.esm.js` is made of what the other
 * conditions of its subpath, or the manifest's `source`, lead to.
 */
function aliasTargets(
  targets: readonly Target[],
  sourceOf: (path: string) => string | undefined,
  {repo, packageOf}: BuildInput
): Map<string, string> {
  const bySubpath = new Map<string, Target[]>()
  for (const target of targets.filter(({path}) => !path.includes('*'))) {
    const {field, name, path} = target
    const key = `${packageOf(path)?.path ?? ''} ${field === 'bin' ? 'bin ' : ''}${name}`
    bySubpath.set(key, [...(bySubpath.get(key) ?? []), target])
  }
  const aliases = new Map<string, string>()
  for (const group of bySubpath.values()) {
    const isSource = (path: string) => repo.has(path) && isTypeScriptSource(path)
    const found = group.flatMap(({path}) => (isSource(path) ? path : (sourceOf(path) ?? [])))
    const [source] = found
    if (source === undefined) continue
    for (const {path} of group) if (path !== source && isCodeFile(path)) aliases.set(path, source)
  }
  return aliases
}

function localPath(path: string, folder: string): string {
  return folder === '' ? path : path.slice(folder.length + 1)
}

function join(...parts: readonly string[]): string {
  return joinPath('', ...parts) ?? ''
}
