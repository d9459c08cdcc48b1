import {isWithin} from './folder-weights.ts'
import type {InvariantInput} from './input.ts'

/** Ways in that only those who work on the repository take. */
const internalKinds: ReadonlySet<string> = new Set(['script', 'config', 'workflow'])

/**
 * Whether a file or folder belongs to what the program is: other components import it, it holds a way in that outsiders take, or it
 * is a package that is built or started. Benchmarks, scripts and configuration mostly are not.
 */
export function isProduct(path: string, input: InvariantInput): boolean {
  const {facts, dependencies} = input
  const own = componentsOf(path, input)
  if (dependencies.some(({from, to}) => own.has(to) && !own.has(from))) return true
  const ways = facts.entryPoints.filter(({kind}) => !internalKinds.has(kind))
  return isBuilt(path, input) || ways.some(entry => isWithin(entry.path, path))
}

/** Those at and below the path, else the one that holds it. */
function componentsOf(path: string, {components}: InvariantInput): Set<string> {
  const inside = components.filter(component => isWithin(component.path, path))
  const around = components.filter(component => isWithin(path, component.path))
  const [holder] = around.sort((a, b) => b.path.length - a.path.length)
  return new Set((inside.length > 0 ? inside : holder ? [holder] : []).map(({id}) => id))
}

function isBuilt(path: string, {facts}: InvariantInput): boolean {
  return facts.layout.packages.some(({path: folder, manifest: {scripts}}) => {
    if (folder === '' || !(isWithin(path, folder) || isWithin(folder, path))) return false
    return typeof scripts === 'object' && scripts !== null && ('build' in scripts || 'start' in scripts)
  })
}
