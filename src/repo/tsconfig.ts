import picomatch from 'picomatch'
import type {Problem} from '../errors.ts'
import {isObject, parseJsonObject, textsOf} from './json.ts'
import {folderOf, isWithin, joinPath} from './posix-path.ts'
import type {Repo} from './repo.ts'

/** A tsconfig with what it inherits. Folders are root-relative. */
export interface Tsconfig {
  readonly path: string
  readonly folder: string
  readonly outDirs: readonly string[]
  readonly rootDir: string | undefined
  readonly baseUrl: string | undefined
  /** Pattern to candidates, candidates root-relative with their `*`. */
  readonly paths: ReadonlyMap<string, readonly string[]>
  /** Folders that count as one for relative imports. */
  readonly rootDirs: readonly string[]
  readonly references: readonly string[]
  /**
   * Whether imports stay in the output although no value of theirs is used: `verbatimModuleSyntax`,
   * `preserveValueImports`, `importsNotUsedAsValues`. Also true when a file it extends is out of reach and could say so.
   */
  readonly keepsImports: boolean
  /** Whether each file is compiled without a look at the others; also true when it extends a file out of reach. */
  readonly isolatedModules: boolean
  /** Names that JSX needs in scope: the first one of `jsxFactory` and its kin. */
  readonly jsxNames: readonly string[]
  /** Whether the program of this tsconfig holds the file by `files` and `include`. */
  includes(path: string): boolean
}

/** One file's own settings, folders already resolved against it. */
interface Settings {
  readonly outDir?: string
  readonly declarationDir?: string
  readonly rootDir?: string
  readonly baseUrl?: string
  /** As written; they count from `baseUrl`, whoever sets it, else from the file that has them. */
  readonly paths?: Readonly<Record<string, unknown>>
  readonly pathsFolder?: string
  readonly rootDirs?: readonly string[]
  readonly files?: readonly string[]
  readonly include?: readonly string[]
  readonly exclude?: readonly string[]
  readonly emit?: EmitSettings
}

/** As written. */
interface EmitSettings {
  readonly verbatimModuleSyntax?: unknown
  readonly preserveValueImports?: unknown
  readonly importsNotUsedAsValues?: unknown
  readonly isolatedModules?: unknown
  readonly jsxFactory?: unknown
  readonly jsxFragmentFactory?: unknown
  readonly reactNamespace?: unknown
}

const emitKeys = [
  'verbatimModuleSyntax',
  'preserveValueImports',
  'importsNotUsedAsValues',
  'isolatedModules',
  'jsxFactory',
  'jsxFragmentFactory',
  'reactNamespace'
] as const

/** What a file out of reach may say. */
const unknownSettings: Settings = {emit: {verbatimModuleSyntax: true, isolatedModules: true}}

/** Published bases that set nothing of the above: https://github.com/tsconfig/bases */
const plainBase = /^@tsconfig\/(?:node(?:\d+|-lts)|recommended)(?:\/|$)/

/** Finds the file that an `extends` through a package name means, if the repository holds it. */
export type ResolveExtends = (specifier: string) => string | undefined

/** Reads a tsconfig and what it extends inside of the repository. What does not parse goes to `problems`. */
export function readTsconfig(
  repo: Repo,
  path: string,
  problems: Problem[] = [],
  resolveExtends: ResolveExtends = () => undefined
): Tsconfig {
  const references: string[] = []
  const folder = folderOf(path)
  const settings = readSettings(path, new Set(), references)
  return {
    path,
    folder,
    outDirs: [settings.outDir, settings.declarationDir].filter(dir => dir !== undefined),
    rootDir: settings.rootDir,
    baseUrl: settings.baseUrl,
    paths: toPaths(settings, folder),
    rootDirs: settings.rootDirs ?? [],
    references,
    ...emitOf(settings.emit),
    includes: createIncludes(folder, settings)
  }

  function readSettings(file: string, seen: Set<string>, referenced?: string[]): Settings {
    if (seen.has(file) || !repo.has(file)) return {}
    seen.add(file)
    const {value, error} = parseJsonObject(repo.read(file) ?? '')
    if (error) problems.push({kind: 'tsconfig', path: file, message: error})
    referenced?.push(...referencesOf(repo, file, value.references))
    const bases = typeof value.extends === 'string' ? [value.extends] : textsOf(value.extends)
    const inherited = bases.map(base => {
      const target = extendsPath(repo, file, base, resolveExtends)
      if (target === undefined) return plainBase.test(base) ? {} : unknownSettings
      return readSettings(target, seen)
    })
    const own = ownSettings(folderOf(file), value, folder)
    const emit = Object.assign({}, ...inherited.map(settings => settings.emit), own.emit)
    return Object.assign({}, ...inherited, own, {emit})
  }
}

/** `configFolder` is that of the tsconfig which extends the others. */
function ownSettings(
  folder: string,
  value: Readonly<Record<string, unknown>>,
  configFolder: string
): Settings {
  const options = isObject(value.compilerOptions) ? value.compilerOptions : {}
  const folders = ['outDir', 'declarationDir', 'rootDir', 'baseUrl'].flatMap(key => {
    const path = typeof options[key] === 'string' ? toPath(options[key], folder, configFolder) : undefined
    return path === undefined ? [] : [[key, path] as const]
  })
  const pathsIn = (list: unknown) => textsOf(list).flatMap(each => toPath(each, folder, configFolder) ?? [])
  const lists = ['files', 'include', 'exclude'].flatMap(key =>
    Array.isArray(value[key]) ? [[key, pathsIn(value[key])] as const] : []
  )
  return {
    ...Object.fromEntries(folders),
    ...Object.fromEntries(lists),
    ...(isObject(options.paths) ? {paths: options.paths, pathsFolder: folder} : {}),
    ...(Array.isArray(options.rootDirs) ? {rootDirs: pathsIn(options.rootDirs)} : {}),
    emit: Object.fromEntries(emitKeys.flatMap(key => (key in options ? [[key, options[key]]] : [])))
  }
}

function emitOf(emit: EmitSettings = {}): Pick<Tsconfig, 'keepsImports' | 'isolatedModules' | 'jsxNames'> {
  const {verbatimModuleSyntax, preserveValueImports, importsNotUsedAsValues} = emit
  const names = textsOf([emit.jsxFactory, emit.jsxFragmentFactory, emit.reactNamespace])
  return {
    keepsImports:
      verbatimModuleSyntax === true ||
      preserveValueImports === true ||
      /^(?:preserve|error)$/i.test(String(importsNotUsedAsValues)),
    isolatedModules: emit.isolatedModules === true || verbatimModuleSyntax === true,
    jsxNames: names.map(name => name.replace(/\..*/s, ''))
  }
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: TypeScript's own placeholder
const configDir = '${configDir}'

/** A path as written, from the folder of the file that has it. */
function toPath(text: string, folder: string, configFolder: string): string | undefined {
  return text.startsWith(configDir)
    ? joinPath(configFolder, text.slice(configDir.length))
    : joinPath(folder, text)
}

function toPaths(
  {paths = {}, pathsFolder = '', baseUrl}: Settings,
  configFolder: string
): Map<string, readonly string[]> {
  const folder = baseUrl ?? pathsFolder
  return new Map(
    Object.entries(paths).map(([pattern, candidates]) => [
      pattern,
      textsOf(candidates).flatMap(candidate => toPath(candidate, folder, configFolder) ?? [])
    ])
  )
}

function extendsPath(
  repo: Repo,
  from: string,
  specifier: string,
  resolveExtends: ResolveExtends
): string | undefined {
  if (!/^\.{0,2}\//.test(specifier) && specifier !== '..' && specifier !== '.')
    return resolveExtends(specifier)
  const path = joinPath(folderOf(from), specifier)
  return [path, `${path}.json`].find(candidate => candidate !== undefined && repo.has(candidate))
}

function referencesOf(repo: Repo, from: string, references: unknown): string[] {
  if (!Array.isArray(references)) return []
  return references.flatMap(reference => {
    const path = isObject(reference) && typeof reference.path === 'string' ? reference.path : undefined
    const target = path === undefined ? undefined : joinPath(folderOf(from), path)
    if (target === undefined) return []
    return [target, joinPath(target, 'tsconfig.json') ?? ''].filter(repo.has).slice(0, 1)
  })
}

function createIncludes(folder: string, {files, include, exclude, outDir}: Settings): Tsconfig['includes'] {
  const patterns = include ?? (files ? [] : [folder])
  const isIncluded = picomatch(patterns.flatMap(toGlobs), {dot: true})
  const isExcluded = picomatch((exclude ?? (outDir === undefined ? [] : [outDir])).flatMap(toGlobs), {
    dot: true
  })
  const named = new Set(files ?? [])
  return path =>
    named.has(path) || (patterns.length > 0 && isWithin(path, '') && isIncluded(path) && !isExcluded(path))
}

/** A folder stands for all below it. */
function toGlobs(pattern: string): string[] {
  if (pattern === '') return ['**']
  return /\*\*?$|\*\.\w+$/.test(pattern) ? [pattern] : [pattern, `${pattern}/**`]
}
