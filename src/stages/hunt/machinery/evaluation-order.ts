import type {ModuleId} from '../../../facts/facts.ts'

/**
 * The order in which modules finish evaluating when `start` is loaded first: depth first, imports in source order,
 * a module that is already begun is not waited for.
 *
 * Source: ECMA-262, InnerModuleEvaluation (without top-level await). Iterative, as chains are long.
 */
export function evaluationOrder(
  start: ModuleId,
  importsOf: (id: ModuleId) => readonly ModuleId[]
): ReadonlyMap<ModuleId, number> {
  const order = new Map<ModuleId, number>()
  const begun = new Set([start])
  const stack = [{id: start, imports: importsOf(start), next: 0}]
  for (let frame = stack.at(-1); frame; frame = stack.at(-1)) {
    const next = frame.imports[frame.next++]
    if (next === undefined) {
      order.set(frame.id, order.size)
      stack.pop()
    } else if (!begun.has(next)) {
      begun.add(next)
      stack.push({id: next, imports: importsOf(next), next: 0})
    }
  }
  return order
}
