import {compareBy, sortedUnique} from '../base/compare.ts'
import {once} from '../base/once.ts'
import type {Problem} from '../errors.ts'
import type {Layout} from '../repo/layout.ts'
import {layoutOf} from '../repo/layout-of.ts'
import type {Repo} from '../repo/repo.ts'
import {type AstCache, createAstCache} from './ast-cache.ts'
import {entryPointsOf} from './entry-points.ts'
import type {DeclaredSymbol, Facts, Module, ModuleAst, ModuleId} from './facts.ts'
import type {FileFacts} from './file-facts.ts'
import {type FileFactsCache, noFileFactsCache} from './file-facts-cache.ts'
import {labelOf} from './label.ts'
import {createLinker, type LinkModule} from './link.ts'
import {linkImports} from './link-imports.ts'
import {withoutMisnamedTests} from './misnamed-tests.ts'
import {parseFile} from './parse-file.ts'
import {type ReadFile, readFiles, targetsOf} from './read-files.ts'
import {createResolve} from './resolve.ts'
import {noScriptParsers, type ScriptParsers} from './script-blocks/script-block.ts'
import {skippedFiles} from './skipped.ts'

export interface FactsOptions {
  /** Default: found anew. */
  readonly layout?: Layout
  /** Default: nothing is remembered. */
  readonly cache?: FileFactsCache
  /** Whether trees of the reading are kept for `ast()`, up to a budget; without, reading needs less memory. Default true. */
  readonly keepsTrees?: boolean
  /** What reads component files; they must be the layout's. Default: nothing, and such files are skipped. */
  readonly parsers?: ScriptParsers
}

/** Reads every module, and parses once those that the cache does not know. Never throws for what the repository holds. */
export function readFacts(
  repo: Repo,
  {layout: given, cache = noFileFactsCache, keepsTrees = true, parsers = noScriptParsers}: FactsOptions = {}
): Facts {
  const found = given ?? layoutOf(repo, parsers)
  const trees = createAstCache()
  const read = readFiles(repo, found, {
    resolve: createResolve(repo, found),
    cache,
    parsers,
    trees: keepsTrees ? trees : undefined
  })
  const ids = [...read.keys()].sort()
  const files = new Map(ids.map(id => [id, read.get(id) as ReadFile]))
  const isModule = (id: ModuleId) => files.has(id)
  const layout = withoutMisnamedTests(
    found,
    ids,
    id => targetsOf(files.get(id) ?? {resolutions: new Map()}),
    id => files.get(id)?.facts.holdsTests ?? true
  )
  const isTest = (id: ModuleId) => ['test', 'fixture'].includes(layout.roleOf(id))
  const linker = createLinker(new Map([...files].map(([id, file]) => [id, toLinkModule(file)])))
  const modules = [...files].map(([id, {facts}]) => toModule(id, facts, layout, linker.exportsOf(id)))
  const moduleById = new Map(modules.map(module => [module.id, module]))
  const symbols = once(() => each(files, toSymbols))
  const symbolById = once(() => new Map(symbols().map(symbol => [symbol.id, symbol])))
  const environment = once(() =>
    each(files, (path, {environment}) =>
      environment.map(read => ({...read, path, test: isTest(path)})).sort(byLineAndName)
    )
  )
  const effects = once(() => each(files, (path, {effects}) => effects.map(effect => ({...effect, path}))))
  const state = once(() =>
    each(files, (path, {state}) => state.map(row => ({...row, path})).sort(byLineAndName))
  )
  const registrations = once(() =>
    each(files, (path, {registrations}) => registrations.map(row => ({...row, path, test: isTest(path)})))
  )
  const unreadable = repo.problems()
  // Workflows and settings of hosts are read for these.
  const entries = once(() => {
    const before = new Set(repo.problems())
    const entryPoints = entryPointsOf(repo, layout, isModule, registrations())
    return {entryPoints, unreadable: repo.problems().filter(problem => !before.has(problem))}
  })
  const problems = once(() =>
    [...layout.problems, ...unreadable, ...entries().unreadable, ...syntaxProblems(files)].sort(byPlace)
  )

  return {
    layout,
    modules,
    ...linkImports(files, {repo, layout, linker, isTest}),
    // Made when asked for: who judges documents asks for little of it, and waits.
    get symbols() {
      return symbols()
    },
    get entryPoints() {
      return entries().entryPoints
    },
    get environment() {
      return environment()
    },
    get effects() {
      return effects()
    },
    get state() {
      return state()
    },
    get registrations() {
      return registrations()
    },
    skipped: skippedFiles(repo.files, layout, isModule),
    get problems() {
      return problems()
    },
    module: id => moduleById.get(id),
    symbol: id => symbolById().get(id),
    ast: id => (isModule(id) ? (trees.get(id) ?? parseAgain(repo, id, trees, parsers)) : undefined)
  }
}

function each<T>(
  files: ReadonlyMap<ModuleId, ReadFile>,
  of: (path: ModuleId, facts: FileFacts) => readonly T[]
): T[] {
  return [...files].flatMap(([path, {facts}]) => of(path, facts))
}

function parseAgain(
  repo: Repo,
  id: ModuleId,
  trees: AstCache,
  parsers: ScriptParsers
): ModuleAst | undefined {
  const text = repo.read(id)
  const parsed = text === undefined ? undefined : parseFile(id, text, parsers)
  if (!parsed || parsed.hopeless) return undefined
  trees.add(parsed.ast.path, parsed.ast)
  return parsed.ast
}

function toSymbols(path: ModuleId, {symbols, exports}: FileFacts): DeclaredSymbol[] {
  const exportedAs = new Map<string, string[]>()
  for (const {name, local, from} of exports.names) {
    if (from === undefined) exportedAs.set(local, [...(exportedAs.get(local) ?? []), name])
  }
  return symbols.map(({name, kind, callable, startLine, endLine, summary}) => {
    const label = labelOf(path, name)
    return {
      id: `${path}#${name}`,
      path,
      name,
      ...(label === undefined ? {} : {label}),
      kind,
      callable,
      exportedAs: sortedUnique(exportedAs.get(name) ?? []),
      startLine,
      endLine,
      ...(summary === undefined ? {} : {summary})
    }
  })
}

function toLinkModule({facts: {imports, exports, symbols}, resolutions}: ReadFile): LinkModule {
  return {
    whole: exports.whole,
    exports: new Map(exports.names.map(each => [each.name, each])),
    stars: exports.stars,
    declared: new Map(symbols.map(({name, typeOnly}) => [name, typeOnly])),
    imported: new Map(
      imports
        // Import types bind no name.
        .filter(({kind, erasable}) => kind !== 'reexport' && (kind !== 'type' || erasable))
        .flatMap(({specifier, names}) =>
          names.map(({imported, local, typeOnly}) => [local, {from: specifier, name: imported, typeOnly}])
        )
    ),
    target(specifier) {
      const resolution = resolutions.get(specifier)
      return resolution?.kind === 'module' ? resolution.path : undefined
    }
  }
}

function toModule(id: ModuleId, facts: FileFacts, layout: Layout, exports: Module['exports']): Module {
  const {lines, size, contentHash, summary, syntaxErrors, relations, nameUse} = facts
  return {
    id,
    role: layout.roleOf(id),
    lines,
    size,
    contentHash,
    ...(summary === undefined ? {} : {summary}),
    exports,
    relations,
    valueNames: nameUse ? nameUse.values : null,
    syntaxErrors: syntaxErrors.length
  }
}

/** The first of each file: the others mostly follow from it. */
function syntaxProblems(files: ReadonlyMap<ModuleId, ReadFile>): Problem[] {
  return each(files, (path, {syntaxErrors: [error]}) =>
    error ? [{kind: 'syntax', path, line: error.line, message: error.message} as const] : []
  )
}

const byLineAndName = compareBy<{readonly line: number; readonly name: string}>(
  ({line}) => line,
  ({name}) => name
)

const byPlace = compareBy<Problem>(
  ({path}) => path ?? '',
  ({line}) => line ?? 0,
  ({kind}) => kind
)
