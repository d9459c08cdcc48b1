import {sortedUnique} from '../../../base/compare.ts'
import type {EntryPoint, EntryPointKind, Facts, ModuleId, References, SymbolId} from '../../../facts/facts.ts'
import type {FlowEntry} from '../flow.ts'
import {moduleOf} from './call-graph.ts'
import type {Lines} from './deferred-code.ts'
import {isFailure} from './failure.ts'
import {exportedHandlers, handlerCode} from './handler-code.ts'

/** Where a request enters, and what runs then. */
export interface Start {
  readonly entry: FlowEntry
  /** The declaration that begins, or the module for a program's top level and for a handler in place. */
  readonly symbol: SymbolId
  /** Of a handler in place. */
  readonly lines?: Lines
}

const programs: ReadonlySet<EntryPointKind> = new Set(['bin', 'script', 'dockerfile', 'workflow'])

/** The starts of every entry point, in their order. */
export function findStarts(facts: Facts, references: References): Start[] {
  return facts.entryPoints.flatMap(entry =>
    entry.kind === 'config' || facts.module(entry.path)?.role !== 'source'
      ? []
      : startsOf(entry, facts, references)
  )
}

function startsOf(point: EntryPoint, facts: Facts, references: References): Start[] {
  const {kind, name, path} = point
  const entry: FlowEntry = {kind, name, path}
  if (programs.has(kind)) return [{entry, symbol: `${path}#`}]
  const found = registeredStarts(point, entry, facts, references) ?? moduleStarts(path, entry, facts)
  // What an application names as `main` does its work while it loads.
  return kind === 'main' ? [{entry, symbol: `${path}#`}, ...found] : found
}

/** What a module offers: exported functions, methods of exported classes, and the handler in an object that it exports as default. */
export function moduleStarts(path: ModuleId, entry: FlowEntry, facts: Facts): Start[] {
  const ast = entry.kind === 'exports' || entry.kind === 'main' ? undefined : facts.ast(path)
  return [
    ...exportedCode(facts, path).map(symbol => ({entry, symbol})),
    ...(ast ? exportedHandlers(ast) : []).map(lines => ({entry, symbol: `${path}#`, lines}))
  ]
}

/** Undefined when no code registers the entry point: its module is one by its place. */
function registeredStarts(
  {kind, name, path, line}: EntryPoint,
  entry: FlowEntry,
  facts: Facts,
  references: References
): Start[] | undefined {
  const registration = facts.registrations.find(
    each => each.path === path && each.line === line && each.kind === kind && each.name === name
  )
  const ast = registration && facts.ast(path)
  if (!registration || !ast) return undefined
  const {inline, named, methods} = handlerCode(ast, line, registration.call)
  const symbols = [
    ...methods.map(method => `${path}#${method}`),
    ...named.flatMap(({line, name}) => usedAt(path, line, name, references))
  ].filter(id => facts.symbol(id)?.callable)
  return [
    ...sortedUnique(symbols).map(symbol => ({entry, symbol})),
    ...inline.map(lines => ({entry, symbol: `${path}#`, lines})),
    ...loadedAt(path, line, facts).flatMap(module => moduleStarts(module, entry, facts))
  ]
}

/** Modules that a line of another loads when it is asked to: `build: () => import('./build.ts')`. */
function loadedAt(path: ModuleId, line: number, {imports}: Facts): ModuleId[] {
  return imports
    .filter(each => each.from === path && each.line === line && each.kind === 'dynamic')
    .map(({to}) => to)
}

/** What a name at a line of a module stands for. */
function usedAt(path: string, line: number, name: string, {list}: References): SymbolId[] {
  return list
    .filter(each => each.line === line && moduleOf(each.from) === path && lastName(each.to) === name)
    .map(({to}) => to)
}

function lastName(id: SymbolId): string {
  return id.slice(Math.max(id.indexOf('#'), id.lastIndexOf('.')) + 1)
}

/** Exported functions, and constructors and methods of exported classes; what makes errors begins nothing. */
function exportedCode(facts: Facts, path: string): SymbolId[] {
  const exported = (facts.module(path)?.exports ?? []).flatMap(({symbol}) =>
    symbol === undefined || isFailure(symbol, facts) ? [] : [symbol]
  )
  const classes = new Set(exported.filter(id => facts.symbol(id)?.kind === 'class'))
  const callables = exported.filter(id => facts.symbol(id)?.callable)
  return sortedUnique([...callables, ...classes, ...methodsOf(facts, classes)])
}

/** A name that starts with an underscore or a hash is for the class itself. */
function methodsOf(facts: Facts, classes: ReadonlySet<SymbolId>): SymbolId[] {
  if (classes.size === 0) return []
  return facts.symbols
    .filter(({kind, name, path}) => {
      const [holder = '', member = ''] = name.split('.')
      return kind === 'method' && /^[A-Za-z]/.test(member) && classes.has(`${path}#${holder}`)
    })
    .map(({id}) => id)
}
