import type {ModuleId} from '../../facts/facts.ts'
import type {TestReach} from './test-reach.ts'

const namedTests = 3

/** Which tests import some modules, as Markdown; empty where the tree holds none. */
export function describeTests(modules: readonly ModuleId[], tests: TestReach): string {
  // Said once for the whole tree, in ARCHITECTURE.md.
  if (tests.tests === 0) return ''
  const direct = tests.direct(modules)
  if (direct.length === 0)
    return modules.some(tests.reaches)
      ? 'reached through other modules only'
      : 'no test reaches it through imports'
  const shown = direct.slice(0, namedTests).map(path => `\`${path}\``)
  return `imported by ${shown.join(', ')}${direct.length > shown.length ? ' and others' : ''}`
}
