import type {Facts} from '../facts/facts.ts'
import {wordFor} from '../stages/enrich/confidence.ts'
import type {Component} from '../stages/map/component.ts'

/**
 * How much of each component map could see, by id: the lower of files parsed and imports resolved, as a word.
 * Calls, tests and history are measured by enrich.
 */
export function componentConfidence(
  components: readonly Component[],
  facts: Facts
): ReadonlyMap<string, string> {
  const unresolved = countByModule(facts.unresolved)
  const resolved = countByModule([...facts.imports, ...facts.externals])
  return new Map(
    components.map(({id, modules}) => {
      const parsed = modules.filter(module => (facts.module(module)?.syntaxErrors ?? 0) === 0).length
      const open = sum(modules, unresolved)
      const closed = sum(modules, resolved)
      return [id, wordFor(Math.min(share(parsed, modules.length), share(closed, closed + open)))] as const
    })
  )
}

function countByModule(edges: readonly {readonly from: string}[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const {from} of edges) counts.set(from, (counts.get(from) ?? 0) + 1)
  return counts
}

function sum(modules: readonly string[], counts: ReadonlyMap<string, number>): number {
  return modules.reduce((total, module) => total + (counts.get(module) ?? 0), 0)
}

/** Of nothing, all is known. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
