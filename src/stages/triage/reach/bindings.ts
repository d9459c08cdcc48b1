import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol, ImportEdge, ImportedName, ModuleId} from '../../../facts/facts.ts'

/** How a module can name a symbol. */
export interface Binding {
  /** The name in that module, `lock.acquire` for one taken through a namespace; `().acquire` for one of a module that has no name. */
  readonly local: string
  /** Modules between, as a barrel. */
  readonly through: readonly ModuleId[]
  /** Whether it is the real module whatever is mocked (`importActual`). */
  readonly actual: boolean
}

/** The names that an import gives to a symbol, or to the class of a member: directly, through a barrel or a namespace. */
export function bindingsOf(edge: ImportEdge, symbol: DeclaredSymbol, world: World): Binding[] {
  if (edge.typeOnly || edge.kind === 'reexport') return []
  const {names, through} = exportedFrom(edge.to, symbol, world)
  if (names.size === 0) return []
  return edge.names.flatMap(name => toBindings(name, names, through, edge.kind === 'require'))
}

/** The names under which a module exports a symbol, and the modules between. */
export function exportedFrom(
  to: ModuleId,
  symbol: DeclaredSymbol,
  {facts}: World
): {names: Set<string>; through: ModuleId[]} {
  const owner = `${symbol.path}#${symbol.name.split('.')[0]}`
  const exported = (facts.module(to)?.exports ?? []).filter(
    entry => entry.symbol === owner && !entry.typeOnly
  )
  return {names: new Set(exported.map(({name}) => name)), through: to === symbol.path ? [] : [to]}
}

/** What a name that is taken of a module stands for, when it is the symbol. */
export function toBindings(
  {imported, local, typeOnly}: ImportedName,
  names: ReadonlySet<string>,
  through: readonly ModuleId[],
  required: boolean
): Binding[] {
  const binding = (text: string): Binding => ({local: text, through, actual: false})
  if (typeOnly) return []
  if (imported !== '*') return names.has(imported) ? [binding(local || `().${imported}`)] : []
  const members = [...names].map(name => binding(local === '' ? `().${name}` : `${local}.${name}`))
  // `require()` gives what `module.exports = x` holds, and some loaders the default export.
  return required && names.has('default') && local !== '' ? [binding(local), ...members] : members
}
