import {confidenceWord} from '../../artifacts/confidence-word.ts'
import type {Facts} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {countTested, type TestedCount} from './tested-modules.ts'

/** Shares of what could be seen of a component, 0 to 1; of nothing, all. */
export interface ComponentCoverage {
  /** Files without a syntax error. */
  readonly parsed: number
  /** Import specifiers that lead to a module, a package or a built-in. */
  readonly resolved: number
}

export interface ComponentMeasures {
  readonly coverage: ComponentCoverage
  /** The coverage's lowest part as a word: a mean would flatter. */
  readonly confidence: string
  /** Undefined when the tree holds no test. */
  readonly tests?: TestedCount
}

/** What map could see of each component, by id. Calls, reach of tests and history are measured by enrich. */
export function measureComponents(
  components: readonly Component[],
  facts: Facts
): ReadonlyMap<string, ComponentMeasures> {
  const unresolved = countByModule(facts.unresolved)
  const resolved = countByModule([...facts.imports, ...facts.externals])
  return new Map(
    components.map(({id, modules}) => {
      const parsed = modules.filter(module => (facts.module(module)?.syntaxErrors ?? 0) === 0).length
      const open = sum(modules, unresolved)
      const closed = sum(modules, resolved)
      const coverage = {parsed: share(parsed, modules.length), resolved: share(closed, closed + open)}
      const confidence = confidenceWord(Math.min(coverage.parsed, coverage.resolved))
      const tests = countTested(modules, facts)
      return [id, {coverage, confidence, ...(tests ? {tests} : {})}] as const
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

function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
