import {ts} from 'ts-morph'
import {compareBy, compareText} from '../../base/compare.ts'
import type {Facts, Module, ModuleId} from '../facts.ts'
import {type Sandbox, toCompilerPath, toRepoPath} from './sandbox.ts'

/** Modules that are asked about in one compiler program. */
export interface PlannedProject {
  readonly options: ts.CompilerOptions
  /** Sorted. */
  readonly modules: readonly ModuleId[]
  /** Declaration files that may hold globals, sorted. They are loaded and not asked about. */
  readonly declarations: readonly string[]
}

interface Configuration {
  readonly path: string
  readonly folder: string
  readonly options: ts.CompilerOptions
  readonly covered: ReadonlySet<string>
}

/**
 * Puts every module into exactly one project.
 *
 * A module belongs to the nearest `tsconfig.json` that covers it, as in an editor; else to the nearest configuration
 * of another name that does; else to the nearest one above it (a test that the build leaves out shares its types);
 * else to one project with inferred options.
 */
export function planProjects(sandbox: Sandbox, facts: Facts, modules: readonly Module[]): PlannedProject[] {
  const configurations = facts.layout.tsconfigs
    .map(path => readConfiguration(sandbox, path))
    .filter(configuration => configuration !== undefined)
    .sort(byPreference(modules))
  const declarations = facts.modules.filter(({role}) => role === 'declaration').map(({id}) => id)
  const groups = new Map<Configuration | undefined, ModuleId[]>()
  for (const {id} of modules) {
    const home = homeOf(id, configurations)
    const members = groups.get(home)
    if (members) members.push(id)
    else groups.set(home, [id])
  }
  return [...configurations, undefined].flatMap(configuration => {
    const members = groups.get(configuration)
    if (members === undefined) return []
    const options = withoutOutput(configuration?.options ?? INFERRED)
    const ambient = declarations.filter(path => configuration?.covered.has(path) ?? true)
    return [{options, modules: members.sort(compareText), declarations: ambient.sort(compareText)}]
  })
}

const INFERRED: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  jsx: ts.JsxEmit.Preserve
}

/** Nothing is emitted, JavaScript is read, nothing is checked. */
function withoutOutput(options: ts.CompilerOptions): ts.CompilerOptions {
  const {
    plugins: _plugins,
    composite: _composite,
    incremental: _incremental,
    tsBuildInfoFile: _tsBuildInfoFile,
    declaration: _declaration,
    declarationMap: _declarationMap,
    declarationDir: _declarationDir,
    emitDeclarationOnly: _emitDeclarationOnly,
    isolatedDeclarations: _isolatedDeclarations,
    outDir: _outDir,
    traceResolution: _traceResolution,
    ...kept
  } = options
  // Before TypeScript 6 all of @types were taken when a configuration named none.
  const types = options.types ?? ['*']
  const isGlobalScript = options.module === ts.ModuleKind.None || options.outFile !== undefined
  // A file without imports is a module all the same: scripts must not see each other's names.
  const detection = isGlobalScript ? {} : {moduleDetection: ts.ModuleDetectionKind.Force}
  return {...kept, ...detection, types, allowJs: true, checkJs: false, noEmit: true, skipLibCheck: true}
}

function homeOf(id: ModuleId, configurations: readonly Configuration[]): Configuration | undefined {
  const above = configurations.filter(({folder}) => folder === '' || id.startsWith(`${folder}/`))
  return (
    above.find(({covered}) => covered.has(id)) ??
    configurations.find(({covered}) => covered.has(id)) ??
    above[0]
  )
}

/** Default names first, then the deepest folder, the one that covers most, the name. */
function byPreference(modules: readonly Module[]) {
  const weightOf = ({covered}: Configuration) => modules.filter(({id}) => covered.has(id)).length
  return compareBy<Configuration>(
    ({path}) => (/(^|\/)[jt]sconfig\.json$/.test(path) ? 0 : 1),
    ({folder}) => (folder === '' ? 0 : -folder.split('/').length),
    configuration => -weightOf(configuration),
    ({path}) => path
  )
}

/** Undefined when the file cannot be read as JSON at all; odd options are left to the compiler's own defaults. */
function readConfiguration(sandbox: Sandbox, path: string): Configuration | undefined {
  const file = toCompilerPath(path)
  const text = sandbox.readFile(file)
  if (text === undefined) return undefined
  const {config} = ts.parseConfigFileTextToJson(file, text)
  if (typeof config !== 'object' || config === null) return undefined
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')))
  const parsed = ts.parseJsonConfigFileContent(
    config,
    configHost(sandbox),
    toCompilerPath(folder),
    undefined,
    file
  )
  const covered = new Set(parsed.fileNames.map(name => toRepoPath(name)).filter(name => name !== undefined))
  return {path, folder, options: parsed.options, covered}
}

function configHost(sandbox: Sandbox): ts.ParseConfigHost {
  return {
    useCaseSensitiveFileNames: true,
    fileExists: sandbox.fileExists,
    readFile: sandbox.readFile,
    readDirectory: (folder, extensions, excludes, includes, depth) =>
      matchFiles(folder, extensions, excludes, includes, true, folder, depth, sandbox.entriesOf, path => path)
  }
}

/** The compiler's own reading of `include` and `exclude`. Not in its types; ts-morph pins the version. */
const {matchFiles} = ts as unknown as {
  matchFiles(
    path: string,
    extensions: readonly string[] | undefined,
    excludes: readonly string[] | undefined,
    includes: readonly string[] | undefined,
    useCaseSensitiveFileNames: boolean,
    currentDirectory: string,
    depth: number | undefined,
    entriesOf: Sandbox['entriesOf'],
    realpath: (path: string) => string
  ): string[]
}
