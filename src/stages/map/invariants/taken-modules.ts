import type {Facts, ImportEdge, ModuleId} from '../../../facts/facts.ts'
import {declaringModules} from './declaring-modules.ts'
import {isWithin} from './folder-weights.ts'

/** An import, and every module that it leads to: the one it names, and through barrels those that declare what it takes. */
interface Taken {
  readonly from: ModuleId
  readonly modules: readonly ModuleId[]
}

/** What folders take, tests left out. Rules ask for every pair of folders, so that nothing is worked out twice. */
export interface TakenModules {
  /** How many imports of a folder lead to another. */
  count(from: string, to: string): number
}

export function createTakenModules(facts: Facts): TakenModules {
  const taken = new Map<ImportEdge, Taken>()
  const byFolder = new Map<string, readonly Taken[]>()
  const takenBy = (edge: ImportEdge) => {
    const known = taken.get(edge) ?? {from: edge.from, modules: [edge.to, ...declaringModules(edge, facts)]}
    taken.set(edge, known)
    return known
  }
  const takenIn = (folder: string) => {
    const known = byFolder.get(folder)
    if (known) return known
    const own = facts.imports.filter(({test, from}) => !test && isWithin(from, folder)).map(takenBy)
    byFolder.set(folder, own)
    return own
  }
  return {
    count: (from, to) =>
      takenIn(from).filter(({modules}) => modules.some(module => isWithin(module, to))).length
  }
}
