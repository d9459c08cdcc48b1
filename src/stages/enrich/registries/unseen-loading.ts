import {escapePattern} from '../../../base/escape-pattern.ts'
import type {Facts, ModuleId} from '../../../facts/facts.ts'

/** The text of a file; undefined when it cannot be read. */
export type ReadText = (path: string) => string | undefined

/**
 * Whether a module may be loaded by what imports do not show: an import of a computed name in its package, a glob of a bundler, or a
 * text anywhere in the package that names the file.
 */
export function mayLoadUnseen(id: ModuleId, facts: Facts, readText: ReadText): boolean {
  const own = facts.layout.packageOf(id)
  const isNear = (path: ModuleId) => facts.layout.packageOf(path) === own
  if (facts.unresolved.some(({cause, from}) => cause === 'computed' && isNear(from))) return true
  const named = new RegExp(`['"\`/]${escapePattern(nameOf(id))}(?:\\.[\\w.]+)?['"\`]`)
  return facts.modules.some(module => {
    if (module.id === id || !isNear(module.id) || module.role === 'test') return false
    const text = readText(module.id)
    return text === undefined || globs.test(text) || named.test(text)
  })
}

const globs = /import\.meta\.glob|require\.context|\breaddir(?:Sync)?\s*\(/

/** The file's name without extension, or its folder's when it is an index. */
function nameOf(id: ModuleId): string {
  const parts = id.split('/')
  const stem = (parts.at(-1) ?? '').replace(/\.[^.]+$/, '')
  return stem === 'index' ? (parts.at(-2) ?? stem) : stem
}
