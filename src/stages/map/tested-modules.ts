import type {TestedShare} from '../../artifacts/detailed-design.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'

/** How many of some modules test files import. */
export interface TestedCount {
  readonly modules: number
  readonly tested: number
}

const known = new WeakMap<Facts, ReadonlySet<ModuleId> | 'no tests'>()

/**
 * Modules that a test file itself imports for a value, as enrich counts them; what is reached through another module is not.
 * Undefined when the tree holds no test: then nothing is known.
 */
export function countTested(modules: readonly ModuleId[], facts: Facts): TestedCount | undefined {
  const tested = known.get(facts) ?? importedByTests(facts)
  known.set(facts, tested)
  if (tested === 'no tests') return undefined
  return {modules: modules.length, tested: modules.filter(id => tested.has(id)).length}
}

/** The count as a word: none, less than half, or half and more. */
export function testedShare({modules, tested}: TestedCount): TestedShare {
  if (tested === 0) return 'none'
  return tested * 2 < modules ? 'some' : 'most'
}

function importedByTests(facts: Facts): ReadonlySet<ModuleId> | 'no tests' {
  const tests = new Set(facts.modules.filter(({role}) => role === 'test').map(({id}) => id))
  if (tests.size === 0) return 'no tests'
  return new Set(facts.imports.filter(({from, typeOnly}) => !typeOnly && tests.has(from)).map(({to}) => to))
}
