import type {Facts, ModuleId, References} from '../../facts/facts.ts'
import type {History} from '../../repo/history.ts'
import {describeConfidence, type Part} from './confidence.ts'
import type {TestReach} from './test-reach.ts'

/** What is known of some modules: their syntax, their imports, the tests that reach them. */
export function partsOf(modules: readonly ModuleId[], facts: Facts, tests: TestReach): Part[] {
  const own = new Set(modules)
  const parsed = modules.filter(id => (facts.module(id)?.syntaxErrors ?? 0) === 0).length
  const unresolved = facts.unresolved.filter(({from}) => own.has(from)).length
  const resolved =
    facts.imports.filter(({from}) => own.has(from)).length +
    facts.externals.filter(({from}) => own.has(from)).length
  return [
    {name: 'syntax', share: share(parsed, modules.length)},
    {name: 'imports', share: share(resolved, resolved + unresolved)},
    {
      name: 'tests',
      share: tests.tests === 0 ? undefined : share(modules.filter(tests.reaches).length, modules.length)
    }
  ]
}

export interface ConfidenceSources {
  readonly facts: Facts
  readonly references: References
  readonly history?: History
}

/** How much is known of the whole repository, and from where: `coverage-loss` reads these sentences. */
export function overallConfidence(
  {facts, references, history}: ConfidenceSources,
  tests: TestReach
): string[] {
  const sources = facts.modules.filter(({role}) => role === 'source').map(({id}) => id)
  const parts = [
    ...partsOf(sources, facts, tests),
    {name: 'calls', share: share(references.calls.resolved, references.calls.seen)}
  ]
  return [
    `Overall, lowest part first: ${describeConfidence(parts)}. By the share that is known: stubbed below 0.3, shallow below 0.6, local below 0.8, solid below 0.95, else converged.`,
    references.source === 'types'
      ? 'References: from the compiler, members included; direct dependents are lower bounds.'
      : 'References: from syntax alone, top-level names only; direct dependents are lower bounds.',
    `History: ${history ? (history.shallow ? 'shallow clone' : 'read from git') : 'none'}.`
  ]
}

/** Of nothing, all is known. */
function share(part: number, whole: number): number {
  return whole === 0 ? 1 : part / whole
}
