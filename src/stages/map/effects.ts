import {compareBy, sortedUnique} from '../../base/compare.ts'
import type {Facts, ModuleId, PlatformEffect} from '../../facts/facts.ts'

/** How a module reaches outside of the process: through globals of the platform, or built-ins that it imports. */
export type EffectKind = PlatformEffect | BuiltinEffect
type BuiltinEffect = 'file built-ins' | 'network built-ins' | 'process built-ins' | 'timer built-ins'

/** The first use of one kind in a module. */
export interface DirectEffect {
  readonly effect: EffectKind
  readonly path: ModuleId
  readonly line: number
}

/** Built-ins of Node.js through which a module reaches outside. Source: nodejs.org/api, index of modules. */
export const effectBuiltins: ReadonlyMap<string, BuiltinEffect> = new Map([
  ['node:fs', 'file built-ins'],
  ['node:fs/promises', 'file built-ins'],
  ['node:sqlite', 'file built-ins'],
  ['node:net', 'network built-ins'],
  ['node:http', 'network built-ins'],
  ['node:https', 'network built-ins'],
  ['node:http2', 'network built-ins'],
  ['node:tls', 'network built-ins'],
  ['node:dgram', 'network built-ins'],
  ['node:dns', 'network built-ins'],
  ['node:dns/promises', 'network built-ins'],
  ['node:child_process', 'process built-ins'],
  ['node:cluster', 'process built-ins'],
  ['node:worker_threads', 'process built-ins'],
  ['node:timers', 'timer built-ins'],
  ['node:timers/promises', 'timer built-ins']
])

const known = new WeakMap<Facts, ReadonlyMap<ModuleId, readonly DirectEffect[]>>()

/**
 * What modules do to the outside themselves, sorted by path, line. Imports of types, and tests, are left out. A lower
 * bound: what a package does, and a global that is handed around, is not seen.
 */
export function findEffects(modules: readonly ModuleId[], facts: Facts): DirectEffect[] {
  const effects = known.get(facts) ?? byModule(facts)
  known.set(facts, effects)
  return sortedUnique(modules).flatMap(id => effects.get(id) ?? [])
}

function byModule(facts: Facts): ReadonlyMap<ModuleId, readonly DirectEffect[]> {
  const imported = facts.externals
    .filter(({typeOnly, test}) => !typeOnly && !test)
    .flatMap(({name, from, line}) => {
      const effect = effectBuiltins.get(name)
      return effect ? [{effect, path: from, line}] : []
    })
  const sorted = [...imported, ...facts.effects].sort(
    compareBy<DirectEffect>(
      ({path}) => path,
      ({line}) => line,
      ({effect}) => effect
    )
  )
  const found = new Map<ModuleId, DirectEffect[]>()
  for (const {effect, path, line} of sorted) {
    const present = found.get(path) ?? []
    if (!present.some(each => each.effect === effect)) found.set(path, [...present, {effect, path, line}])
  }
  return found
}
