import type {DeclaredSymbol, Facts, ModuleId} from '../facts/facts.ts'

/** Finds declarations by name. */
export interface SymbolIndex {
  /** Declarations called `name`, or members whose own part is `name`; by id. */
  named(name: string): readonly DeclaredSymbol[]
  /** Modules that export `name`, sorted. */
  exporting(name: string): readonly ModuleId[]
}

export function createSymbolIndex(facts: Facts): SymbolIndex {
  const declared = new Map<string, DeclaredSymbol[]>()
  for (const symbol of facts.symbols) {
    add(declared, symbol.name, symbol)
    // What a module hands out without a name goes by its file's: readers and documents call it so.
    if (symbol.label !== undefined && symbol.label !== symbol.name) add(declared, symbol.label, symbol)
    const member = symbol.name.slice(symbol.name.lastIndexOf('.') + 1)
    if (member !== symbol.name) add(declared, member, symbol)
  }
  const exported = new Map<string, ModuleId[]>()
  for (const module of facts.modules) for (const {name} of module.exports) add(exported, name, module.id)
  return {
    named: name => declared.get(name) ?? [],
    exporting: name => exported.get(name) ?? []
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const values = map.get(key)
  if (values) values.push(value)
  else map.set(key, [value])
}
