import {compareBy, sortedUnique} from '../base/compare.ts'
import type {Problem} from '../errors.ts'
import {isCodeFile, isTypeScript} from '../repo/code-file.ts'
import type {FileRole, Layout} from '../repo/layout.ts'
import {layoutOf} from '../repo/layout-of.ts'
import type {Repo} from '../repo/repo.ts'
import {createAstCache} from './ast-cache.ts'
import {docSummary} from './doc-comment.ts'
import {elide} from './elide.ts'
import {createEmitOptions} from './emit-options.ts'
import {entryPointsOf} from './entry-points.ts'
import type {
  DeclaredSymbol,
  EnvironmentRead,
  ExternalUse,
  Facts,
  ImportEdge,
  ImportedName,
  Module,
  ModuleAst,
  ModuleId,
  UnresolvedImport
} from './facts.ts'
import type {RawImport} from './imports.ts'
import {labelOf} from './label.ts'
import {createLinker, type Linker, type LinkModule} from './link.ts'
import {withoutMisnamedTests} from './misnamed-tests.ts'
import {parseModule} from './parse.ts'
import {type ModuleFacts, readModule} from './read-module.ts'
import {createResolve, type Resolve} from './resolve.ts'
import {skippedFiles} from './skipped.ts'

/** Files that are always read. Vendored and generated ones are read when one of these imports them. */
const readRoles: ReadonlySet<FileRole> = new Set(['source', 'test', 'fixture', 'declaration', 'config'])

/** Reads and parses every module once. Never throws for what the repository holds. */
export function readFacts(repo: Repo, found: Layout = layoutOf(repo)): Facts {
  const cache = createAstCache()
  const resolve = createResolve(repo, found)
  const problems: Problem[] = []
  const read = readModules(repo, found, {cache, resolve, problems})
  const ids = [...read.keys()].sort()
  const isModule = (id: ModuleId) => read.has(id)
  const ast = (id: ModuleId) =>
    isModule(id) ? (cache.get(id) ?? parseAgain(repo, id, cache.add)) : undefined
  const targetsOf = (id: ModuleId) => targetsIn(id, read.get(id)?.facts.imports ?? [], resolve)
  const layout = withoutMisnamedTests(found, ids, targetsOf, ast)
  const symbols = ids.flatMap(id => read.get(id)?.symbols ?? [])
  const linker = createLinker(new Map(ids.map(id => [id, toLinkModule(id, read.get(id), resolve)])))
  const modules = ids.map(id => toModule(id, layout, read, linker.exportsOf(id)))
  const moduleById = new Map(modules.map(module => [module.id, module]))
  const symbolById = new Map(symbols.map(symbol => [symbol.id, symbol]))

  return {
    layout,
    modules,
    ...importsIn(ids, read, layout, {resolve, linker, elideIn: createElide(repo, layout, resolve, linker)}),
    symbols,
    entryPoints: entryPointsOf(repo, layout, isModule),
    environment: ids.flatMap(id => environmentIn(id, read, layout)),
    skipped: skippedFiles(repo.files, layout, isModule),
    problems: [...layout.problems, ...repo.problems(), ...problems].sort(byPlace),
    module: id => moduleById.get(id),
    symbol: id => symbolById.get(id),
    ast
  }
}

interface ReadModule {
  readonly facts: ModuleFacts
  readonly symbols: readonly DeclaredSymbol[]
}

interface Reading {
  readonly cache: {add(ast: ModuleAst): void}
  readonly resolve: Resolve
  readonly problems: Problem[]
}

function readModules(
  repo: Repo,
  layout: Layout,
  {cache, resolve, problems}: Reading
): Map<ModuleId, ReadModule> {
  const read = new Map<ModuleId, ReadModule>()
  const queue = repo.files.filter(path => isCodeFile(path) && readRoles.has(layout.roleOf(path))).reverse()
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const text = read.has(id) ? undefined : repo.read(id)
    if (text === undefined) continue
    const parsed = parseModule(id, text)
    const [error] = parsed.errors
    if (error) problems.push({kind: 'syntax', path: id, line: error.line, message: error.message})
    const facts = readModule(parsed)
    read.set(id, {facts, symbols: toSymbols(parsed.ast, facts)})
    if (!parsed.hopeless) cache.add(parsed.ast)
    for (const target of targetsIn(id, facts.imports, resolve)) if (!read.has(target)) queue.push(target)
  }
  return read
}

/** The modules that imports lead to, in their order. */
function targetsIn(from: ModuleId, imports: readonly RawImport[], resolve: Resolve): ModuleId[] {
  return imports.flatMap(({specifier, computed}) =>
    computed ? [] : (moduleAt(resolve, from, specifier) ?? [])
  )
}

function moduleAt(resolve: Resolve, from: ModuleId, specifier: string): ModuleId | undefined {
  const resolution = resolve(from, specifier)
  return resolution.kind === 'module' ? resolution.path : undefined
}

function parseAgain(repo: Repo, id: ModuleId, keep: (ast: ModuleAst) => void): ModuleAst | undefined {
  const text = repo.read(id)
  const parsed = text === undefined ? undefined : parseModule(id, text)
  if (!parsed || parsed.hopeless) return undefined
  keep(parsed.ast)
  return parsed.ast
}

function toSymbols(ast: ModuleAst, {symbols, exports}: ModuleFacts): DeclaredSymbol[] {
  const exportedAs = new Map<string, string[]>()
  for (const {name, local, from} of exports.names) {
    if (from === undefined) exportedAs.set(local, [...(exportedAs.get(local) ?? []), name])
  }
  return symbols
    .map(symbol => {
      const summary = docSummary(ast, symbol.docStart)
      const label = labelOf(ast.path, symbol.name)
      return {
        id: `${ast.path}#${symbol.name}`,
        path: ast.path,
        name: symbol.name,
        ...(label === undefined ? {} : {label}),
        kind: symbol.kind,
        callable: symbol.callable,
        exportedAs: sortedUnique(exportedAs.get(symbol.name) ?? []),
        startLine: ast.lineOf(symbol.start),
        endLine: ast.lineOf(symbol.end),
        ...(summary === undefined ? {} : {summary})
      }
    })
    .sort(
      compareBy(
        ({startLine}) => startLine,
        ({name}) => name
      )
    )
}

function toLinkModule(id: ModuleId, module: ReadModule | undefined, resolve: Resolve): LinkModule {
  const imports = module?.facts.imports ?? []
  return {
    whole: module?.facts.exports.whole ?? false,
    exports: new Map(module?.facts.exports.names.map(each => [each.name, each])),
    stars: module?.facts.exports.stars ?? [],
    declared: new Map(module?.facts.symbols.map(({name, typeOnly}) => [name, typeOnly])),
    imported: new Map(
      imports
        .filter(({kind}) => kind !== 'reexport')
        .flatMap(({specifier, names}) =>
          names.map(({imported, local, typeOnly}) => [local, {from: specifier, name: imported, typeOnly}])
        )
    ),
    target: specifier => moduleAt(resolve, id, specifier)
  }
}

function toModule(
  id: ModuleId,
  layout: Layout,
  read: ReadonlyMap<ModuleId, ReadModule>,
  exports: Module['exports']
): Module {
  const facts = read.get(id)?.facts
  return {
    id,
    role: layout.roleOf(id),
    lines: facts?.lines ?? 0,
    size: facts?.size ?? 0,
    contentHash: facts?.contentHash ?? '',
    ...(facts?.summary === undefined ? {} : {summary: facts.summary}),
    exports,
    syntaxErrors: facts?.syntaxErrors ?? 0
  }
}

interface Linking {
  readonly resolve: Resolve
  readonly linker: Linker
  readonly elideIn: (from: ModuleId, facts: ModuleFacts) => (raw: RawImport) => RawImport
}

function importsIn(
  ids: readonly ModuleId[],
  read: ReadonlyMap<ModuleId, ReadModule>,
  layout: Layout,
  {resolve, linker, elideIn}: Linking
): Pick<Facts, 'imports' | 'unresolved' | 'externals'> {
  const imports: ImportEdge[] = []
  const unresolved: UnresolvedImport[] = []
  const externals: ExternalUse[] = []
  for (const from of ids) {
    const test = isTest(from, layout)
    const facts = read.get(from)?.facts
    if (!facts) continue
    for (const raw of facts.imports.map(elideIn(from, facts))) {
      const {computed, erasable, ...statement} = raw
      const {specifier, line} = statement
      const resolution = computed
        ? ({kind: 'unresolved', cause: 'computed'} as const)
        : resolve(from, specifier)
      if (resolution.kind === 'unresolved') unresolved.push({from, specifier, line, cause: resolution.cause})
      else if (resolution.kind === 'external') {
        externals.push({from, name: resolution.name, ...statement, test})
        if (!resolution.listed) unresolved.push({from, specifier, line, cause: 'package-not-listed'})
      } else if (resolution.kind === 'module' && read.has(resolution.path)) {
        const to = resolution.path
        const names = requiredNames(statement, to, linker)
        imports.push({from, to, ...statement, names, test, inferred: resolution.inferred})
      }
    }
  }
  return {imports: imports.sort(byUse), unresolved: unresolved.sort(byUse), externals: externals.sort(byUse)}
}

/** Requiring a module gives its `default` where it has one: names beside it are reached through that value. */
function requiredNames(
  {kind, names}: Pick<RawImport, 'kind' | 'names'>,
  to: ModuleId,
  linker: Linker
): readonly ImportedName[] {
  const [name] = names
  const isWhole = kind === 'require' && names.length === 1 && name?.imported === '*' && linker.isWhole(to)
  if (!isWhole) return names
  const others = linker.exportsOf(to).some(each => each.name !== 'default')
  return [...(others ? names : []), {...name, imported: 'default'}]
}

/** Imports as they are left in the output. Names are linked as written: what is erased here says nothing new of them. */
function createElide(repo: Repo, layout: Layout, resolve: Resolve, linker: Linker) {
  const optionsOf = createEmitOptions(repo, layout)
  return (from: ModuleId, {nameUse}: ModuleFacts) => {
    const typeScript = isTypeScript(from)
    const options = optionsOf(from)
    return (raw: RawImport) => {
      const isType = (imported: string) => {
        const target = moduleAt(resolve, from, raw.specifier)
        return target !== undefined && linker.isType(target, imported)
      }
      return elide(raw, {options, use: nameUse, typeScript, isType})
    }
  }
}

const byUse = compareBy<{readonly from: string; readonly line: number; readonly specifier: string}>(
  ({from}) => from,
  ({line}) => line,
  ({specifier}) => specifier
)

const byPlace = compareBy<Problem>(
  ({path}) => path ?? '',
  ({line}) => line ?? 0,
  ({kind}) => kind
)

function environmentIn(
  id: ModuleId,
  read: ReadonlyMap<ModuleId, ReadModule>,
  layout: Layout
): EnvironmentRead[] {
  const test = isTest(id, layout)
  const reads = read.get(id)?.facts.environment ?? []
  return reads
    .map(each => ({name: each.name, path: id, line: each.line, hasDefault: each.hasDefault, test}))
    .sort(
      compareBy(
        ({line}) => line,
        ({name}) => name
      )
    )
}

function isTest(id: ModuleId, layout: Layout): boolean {
  return ['test', 'fixture'].includes(layout.roleOf(id))
}
