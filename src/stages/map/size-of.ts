import type {Facts, ModuleId} from '../../facts/facts.ts'

/** The size class of some modules together. */
export type SizeOf = (modules: readonly ModuleId[]) => 'S' | 'M' | 'L'

/** By declarations at the top level: a line more or less in a function changes no class. */
export function createSizeOf({symbols}: Facts): SizeOf {
  const declarations = new Map<ModuleId, number>()
  for (const {path, name} of symbols)
    if (!name.includes('.')) declarations.set(path, (declarations.get(path) ?? 0) + 1)
  return modules => {
    const count = modules.reduce((sum, module) => sum + (declarations.get(module) ?? 0), 0)
    return count < 20 ? 'S' : count < 120 ? 'M' : 'L'
  }
}
