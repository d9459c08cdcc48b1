import {groupBy} from '../../../base/group-by.ts'
import {once} from '../../../base/once.ts'
import type {World} from '../../../claims/world.ts'
import type {DeclaredSymbol, ModuleId} from '../../../facts/facts.ts'
import {type Binding, bindingsOf} from './bindings.ts'
import type {Content} from './content.ts'
import {loadedBindings, readLoaders} from './loads.ts'
import type {Readings} from './readings.ts'
import {usesDistinctMember, usesSymbol} from './uses.ts'

/** Finds who may name a symbol, and whether a piece of code uses it. */
export interface Uses {
  /** Modules that may name a symbol, sorted: its own, and those that import it or a barrel that hands it on. */
  usersOf(symbol: DeclaredSymbol): ModuleId[]
  /** How a module can name it. */
  namesIn(path: ModuleId, symbol: DeclaredSymbol): Binding[]
  /** Most modules are told by their text to use nothing, and need not be parsed. */
  mayUse(path: ModuleId, symbol: DeclaredSymbol, bindings: readonly Binding[]): boolean
  /** Undefined when the code does not use it, else whether it does on every run. */
  usedBy(
    content: Content,
    path: ModuleId,
    symbol: DeclaredSymbol,
    bindings: readonly Binding[]
  ): boolean | undefined
  /** The same member of the classes that extend its class and do not declare it anew. */
  heirsOf(symbol: DeclaredSymbol): DeclaredSymbol[]
}

export function createUses(world: World, readings: Readings): Uses {
  const {facts} = world
  const importersOf = groupBy(
    facts.imports.filter(edge => edge.kind !== 'reexport'),
    ({to}) => to
  )
  const outgoing = groupBy(facts.imports, ({from}) => from)
  const closures = new Map<ModuleId, ReadonlySet<ModuleId>>()
  const barrelsOf = groupBy(
    facts.imports.filter(edge => edge.kind === 'reexport'),
    ({to}) => to
  )
  const loadersOf = once(() => readLoaders(world, readings.tests))
  const membersOf = groupBy(
    facts.symbols.filter(({name, path}) => name.includes('.') && !readings.tests.has(path)),
    ({name}) => name.slice(name.indexOf('.') + 1)
  )

  return {usersOf, namesIn, mayUse, usedBy, heirsOf}

  function usersOf({path}: DeclaredSymbol): ModuleId[] {
    const homes = new Set([path])
    for (const home of homes) for (const edge of barrelsOf.get(home) ?? []) homes.add(edge.from)
    const users = new Set([path])
    for (const home of homes) {
      for (const edge of importersOf.get(home) ?? []) users.add(edge.from)
      for (const test of loadersOf().get(home) ?? []) users.add(test)
    }
    return [...users].sort()
  }

  function namesIn(path: ModuleId, symbol: DeclaredSymbol): Binding[] {
    if (path === symbol.path) return [{local: symbol.name.split('.')[0] ?? '', through: [], actual: false}]
    const edges = outgoing.get(path) ?? []
    return [
      ...edges.flatMap(edge => bindingsOf(edge, symbol, world)),
      ...(readings.tests.has(path) ? loadedBindings(path, symbol, world) : [])
    ]
  }

  function mayUse(path: ModuleId, {name}: DeclaredSymbol, bindings: readonly Binding[]): boolean {
    const text = world.repo.read(path) ?? ''
    const member = name.split('.')[1]
    if (member !== undefined) return text.includes(member)
    return bindings.some(({local}) => text.includes(local.slice(local.lastIndexOf('.') + 1)))
  }

  function usedBy(
    content: Content,
    path: ModuleId,
    symbol: DeclaredSymbol,
    bindings: readonly Binding[]
  ): boolean | undefined {
    const [owner = '', member] = symbol.name.split('.')
    const isDistinct = member !== undefined && membersOf.get(member)?.length === 1
    const uses = bindings.flatMap(binding => usesSymbol(content, binding, symbol, isDistinct) ?? [])
    if (uses.length > 0) return uses.some(always => always)
    return isDistinct && reachesModule(path, symbol.path)
      ? usesDistinctMember(content, owner, member)
      : undefined
  }

  function heirsOf(symbol: DeclaredSymbol): DeclaredSymbol[] {
    const [owner = '', member] = symbol.name.split('.')
    const base = member === undefined ? undefined : facts.symbol(`${symbol.path}#${owner}`)
    const heirs: DeclaredSymbol[] = base ? [base] : []
    for (const heir of heirs)
      for (const path of usersOf(heir)) {
        const locals = namesIn(path, heir).map(({local}) => local)
        if (!world.repo.read(path)?.includes('extends')) continue
        for (const [name, {parents}] of readings.units(path)) {
          const child = locals.some(local => parents.has(local)) ? facts.symbol(`${path}#${name}`) : undefined
          if (child && !heirs.includes(child) && !facts.symbol(`${child.id}.${member}`)) heirs.push(child)
        }
      }
    return heirs
      .slice(1)
      .map(heir => ({...symbol, id: `${heir.id}.${member}`, path: heir.path, name: `${heir.name}.${member}`}))
  }

  /** Whether a module imports another, however far: then its objects may be instances of its classes. */
  function reachesModule(from: ModuleId, to: ModuleId): boolean {
    return closureOf(from).has(to)
  }

  function closureOf(from: ModuleId): ReadonlySet<ModuleId> {
    const known = closures.get(from)
    if (known) return known
    const closure = new Set([from])
    for (const module of closure)
      for (const edge of outgoing.get(module) ?? [])
        if (!readings.mocks(from).has(edge.to)) closure.add(edge.to)
    closures.set(from, closure)
    return closure
  }
}
