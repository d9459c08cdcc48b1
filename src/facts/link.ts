import {compareBy, compareText} from '../base/compare.ts'
import type {RawExport, StarExport} from './exports.ts'
import type {ExportedName, ModuleId, SymbolId} from './facts.ts'

/** What linking needs to know of a module. */
export interface LinkModule {
  /** Whether `require()` gives its `default`, and no object of its names. */
  readonly whole: boolean
  readonly exports: ReadonlyMap<string, RawExport>
  readonly stars: readonly StarExport[]
  /** Names of its own declarations, and whether each exists for types only. */
  readonly declared: ReadonlyMap<string, boolean>
  /** Local name of an imported binding: where it comes from. */
  readonly imported: ReadonlyMap<
    string,
    {readonly from: string; readonly name: string; readonly typeOnly: boolean}
  >
  /** The module that a specifier leads to, if it is one of the repository. */
  target(specifier: string): ModuleId | undefined
}

interface Link {
  readonly symbol: SymbolId | undefined
  readonly typeOnly: boolean
}

/** Follows the exports of modules to their declarations; rings of re-exports end. */
export interface Linker {
  /** Every name a module exports, through stars too, sorted by name. */
  exportsOf(id: ModuleId): ExportedName[]
  /** Whether an export is known to exist for types only. */
  isType(id: ModuleId, name: string): boolean
  /** Whether requiring the module gives the value that it exports as `default`. */
  isWhole(id: ModuleId): boolean
}

export function createLinker(modules: ReadonlyMap<ModuleId, LinkModule>): Linker {
  return {
    isWhole: id => isWhole(id, new Set()),
    exportsOf(id) {
      const own = modules.get(id)?.exports
      return namesOf(id)
        .flatMap(name => {
          const link = follow(id, name, new Set())
          const raw = own?.get(name)
          if (!link) return []
          const reexported = raw === undefined || !isOwn(id, raw)
          return [{name, symbol: link.symbol, typeOnly: link.typeOnly, reexported}]
        })
        .sort(compareBy(({name}) => name))
    },
    isType: (id, name) => follow(id, name, new Set())?.typeOnly ?? false
  }

  function isOwn(id: ModuleId, raw: RawExport): boolean {
    const module = modules.get(id)
    return raw.from === undefined && (module?.declared.has(raw.local) || !module?.imported.has(raw.local))
  }

  /** Explicit names and what the stars bring, `default` never through a star. */
  function namesOf(start: ModuleId): string[] {
    const names = new Set(modules.get(start)?.exports.keys())
    // An object of names handed on as it is has no value of its own.
    if (modules.get(start)?.whole && !isWhole(start, new Set())) names.delete('default')
    const seen = new Set([start])
    const queue = [start]
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
      const module = modules.get(id)
      for (const {from} of module?.stars ?? []) {
        const target = module?.target(from)
        if (target === undefined || seen.has(target)) continue
        seen.add(target)
        queue.push(target)
        for (const name of modules.get(target)?.exports.keys() ?? []) if (name !== 'default') names.add(name)
      }
    }
    return [...names].sort(compareText)
  }

  /** Undefined when the module has no such export, or two stars disagree about it. */
  function follow(id: ModuleId, name: string, seen: Set<string>): Link | undefined {
    const module = modules.get(id)
    if (!module || seen.has(`${id}#${name}`)) return undefined
    seen.add(`${id}#${name}`)
    const raw = module.exports.get(name)
    if (raw) return followExport(id, module, raw, seen)
    return name === 'default' ? undefined : followStars(module, name, seen)
  }

  function followExport(id: ModuleId, module: LinkModule, raw: RawExport, seen: Set<string>): Link {
    const {from, local, typeOnly} = raw
    if (from !== undefined) return followTo(module, from, local, typeOnly, seen)
    const typeDeclared = module.declared.get(local)
    const source = module.imported.get(local)
    // A type may share its name with an imported value.
    const isType = typeOnly || (typeDeclared && source?.typeOnly !== false)
    if (typeDeclared !== undefined) return {symbol: `${id}#${local}`, typeOnly: isType ?? false}
    if (!source) return {symbol: undefined, typeOnly}
    return followTo(module, source.from, source.name, typeOnly || source.typeOnly, seen)
  }

  function followTo(
    module: LinkModule,
    from: string,
    name: string,
    typeOnly: boolean,
    seen: Set<string>
  ): Link {
    const target = module.target(from)
    // A whole CommonJS module is what it assigned to module.exports.
    const wanted = name === '*' ? 'default' : name
    if (target === undefined || (name === '*' && !isWhole(target, new Set())))
      return {symbol: undefined, typeOnly}
    const link = follow(target, wanted, seen)
    return {symbol: link?.symbol, typeOnly: typeOnly || (link?.typeOnly ?? false)}
  }

  /** Whether the value assigned to module.exports is no object of names: one of its own, or what such a module gives. */
  function isWhole(id: ModuleId, seen: Set<ModuleId>): boolean {
    const module = modules.get(id)
    const raw = module?.whole && !seen.has(id) ? module.exports.get('default') : undefined
    if (!module || !raw) return false
    const source = raw.from === undefined ? importOf(module, raw) : {from: raw.from, name: '*'}
    const target = source?.name === '*' ? module.target(source.from) : undefined
    return target === undefined || isWhole(target, seen.add(id))
  }

  function importOf(module: LinkModule, {local}: RawExport) {
    return module.declared.has(local) ? undefined : module.imported.get(local)
  }

  function followStars(module: LinkModule, name: string, seen: Set<string>): Link | undefined {
    // Values first: what was seen on the way to a type is not looked at again.
    const stars = [...module.stars].sort((left, right) => Number(left.typeOnly) - Number(right.typeOnly))
    const links = stars.flatMap(({from, typeOnly, except}) => {
      if (except?.includes(name)) return []
      const target = module.target(from)
      const link = target === undefined ? undefined : follow(target, name, seen)
      return link ? [{...link, typeOnly: link.typeOnly || typeOnly}] : []
    })
    const [first] = links
    const agree = links.every(({symbol}) => symbol === first?.symbol)
    return agree && first ? {...first, typeOnly: links.every(({typeOnly}) => typeOnly)} : undefined
  }
}
