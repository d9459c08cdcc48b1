import type {Facts, ImportEdge, ModuleId, SymbolId} from '../facts.ts'

export type ImportTarget =
  | {readonly kind: 'symbol'; readonly id: SymbolId}
  /** The whole module, behind a namespace import. */
  | {readonly kind: 'module'; readonly id: ModuleId}

/** Where imported names lead, re-exports followed. */
export interface ImportTargets {
  /** What a local name of a module was imported from. */
  of(path: ModuleId, local: string): ImportTarget | undefined
  /** What a module exports under a name. */
  exported(module: ModuleId, name: string): SymbolId | undefined
}

export function createImportTargets(facts: Facts): ImportTargets {
  const targets = new Map<string, ImportTarget>()
  const exported = (module: ModuleId, name: string): SymbolId | undefined =>
    facts.module(module)?.exports.find(entry => entry.name === name)?.symbol

  for (const edge of facts.imports.filter(bindsNames)) {
    for (const {imported, local} of edge.names) {
      const id = exported(edge.to, imported)
      if (id !== undefined) targets.set(`${edge.from}#${local}`, {kind: 'symbol', id})
      else if (imported === '*') targets.set(`${edge.from}#${local}`, {kind: 'module', id: edge.to})
    }
  }
  return {of: (path, local) => targets.get(`${path}#${local}`), exported}
}

/** A re-export and an import() bind no name at the top of the module. */
function bindsNames({kind}: ImportEdge): boolean {
  return kind === 'value' || kind === 'type' || kind === 'require'
}
