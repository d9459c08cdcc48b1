import type {ModuleId} from '../../facts/facts.ts'
import type {Component} from './component.ts'
import {findEffects} from './effects.ts'
import type {PurposeSources} from './purpose.ts'

/** Built-ins that compute and reach nothing. Source: nodejs.org/api. */
const pureBuiltins: ReadonlySet<string> = new Set(
  [
    'assert',
    'assert/strict',
    'buffer',
    'events',
    'path',
    'path/posix',
    'path/win32',
    'punycode',
    'querystring'
  ]
    .concat(['string_decoder', 'url', 'util', 'util/types'])
    .map(name => `node:${name}`)
)

/** Globals through which code reaches outside, or another global. A word in a comment rules a module out, too. */
const reachesOut =
  /\b(?:set(?:Timeout|Interval|Immediate)|request(?:AnimationFrame|IdleCallback)|fetch|WebSocket|XMLHttpRequest|EventSource|Worker|console|process|window|document|navigator|self|globalThis|global|localStorage|sessionStorage|indexedDB|caches|Deno|Bun|require|eval|Function)\b/

/**
 * Components all files of which were read, whose imports all resolved, and that have no effect of their own: no package, no
 * built-in but those that compute, no global that reaches outside. What they call in others is not looked at.
 */
export function listPure(components: readonly Component[], {facts, readText}: PurposeSources): Component[] {
  const unsure = new Set([
    ...facts.unresolved.map(({from}) => from),
    ...facts.externals
      .filter(({name, typeOnly, test}) => !typeOnly && !test && !pureBuiltins.has(name))
      .map(({from}) => from),
    ...facts.modules.filter(({syntaxErrors}) => syntaxErrors > 0).map(({id}) => id)
  ])
  const isUnsure = (id: ModuleId) => unsure.has(id) || reachesOut.test(readText(id) ?? 'process')
  return components.filter(({modules}) => findEffects(modules, facts).length === 0 && !modules.some(isUnsure))
}
