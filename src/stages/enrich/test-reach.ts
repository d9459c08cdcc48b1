import {sortedUnique} from '../../base/compare.ts'
import {levelsFrom, toGraph} from '../../base/graph.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'

/** Which source modules tests import, directly and through others. */
export interface TestReach {
  /** Number of test modules in the tree. */
  readonly tests: number
  /** Test modules that import one of the modules themselves, sorted. */
  direct(modules: readonly ModuleId[]): string[]
  /** Whether any test reaches the module through value imports. */
  reaches(module: ModuleId): boolean
}

/** Value imports only: a test that takes a type runs nothing. Mocks are not looked at here. */
export function measureTestReach(facts: Facts): TestReach {
  const tests = facts.modules.filter(({role}) => role === 'test').map(({id}) => id)
  const edges = facts.imports.filter(({typeOnly}) => !typeOnly)
  const root = 'tests'
  const graph = toGraph(
    [],
    [...edges.map(({from, to}) => [from, to] as const), ...tests.map(id => [root, id] as const)]
  )
  const reached = new Set(levelsFrom(graph, root, facts.modules.length + 1).flat())
  const testIds = new Set(tests)
  return {
    tests: tests.length,
    direct: modules => {
      const own = new Set(modules)
      return sortedUnique(
        edges.filter(({from, to}) => testIds.has(from) && own.has(to)).map(({from}) => from)
      )
    },
    reaches: module => reached.has(module)
  }
}
