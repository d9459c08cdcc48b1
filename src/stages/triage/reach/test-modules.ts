import picomatch from 'picomatch'
import type {World} from '../../../claims/world.ts'
import type {ModuleId} from '../../../facts/facts.ts'
import {readTestPatterns} from './test-patterns.ts'

/** The modules that hold tests, sorted: those that are named or placed like tests, and those that a runner's configuration names. */
export function testModules(world: World): ModuleId[] {
  const {modules} = world.facts
  const patterns = readTestPatterns(world)
  const isNamed = patterns.globs.length > 0 ? picomatch([...patterns.globs], {dot: true}) : () => false
  const isConfigured = (path: ModuleId) => isNamed(path) || patterns.regexps.some(regexp => regexp.test(path))
  return modules
    .filter(({id, role}) => role === 'test' || (role === 'source' && isConfigured(id)))
    .map(({id}) => id)
}
