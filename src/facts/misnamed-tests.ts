import {isTestName} from '../repo/file-name.ts'
import type {Layout} from '../repo/layout.ts'
import type {ModuleId} from './facts.ts'

/**
 * The layout in which a module that is only named like a test is a source: one that a source imports and that tests
 * nothing. `url.test.js` may as well be a predicate.
 */
export function withoutMisnamedTests(
  layout: Layout,
  ids: readonly ModuleId[],
  importsOf: (id: ModuleId) => readonly ModuleId[],
  holdsTests: (id: ModuleId) => boolean
): Layout {
  const named = new Set(ids.filter(id => isTestName(id) && layout.roleOf(id) === 'test'))
  if (named.size === 0) return layout
  const imported = ids.filter(id => layout.roleOf(id) === 'source').flatMap(importsOf)
  const sources = new Set(imported.filter(id => named.has(id) && !holdsTests(id)))
  return {...layout, roleOf: path => (sources.has(path) ? 'source' : layout.roleOf(path))}
}
