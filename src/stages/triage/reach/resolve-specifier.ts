import {aliasTargets} from '../../../claims/aliases.ts'
import {joinPath, parentOf} from '../../../claims/join-path.ts'
import type {World} from '../../../claims/world.ts'
import type {ModuleId} from '../../../facts/facts.ts'

/**
 * The module that a specifier outside of an import stands for, as in `vi.mock('@/store')`: what an import of the same text
 * leads to, else by path or alias.
 */
export function resolveSpecifier(from: ModuleId, specifier: string, world: World): ModuleId | undefined {
  const {imports, layout} = world.facts
  const own = imports.find(edge => edge.from === from && edge.specifier === specifier)
  if (own) return own.to
  if (specifier.startsWith('.')) return atPath(joinPath(parentOf(from), specifier), world)
  // Aliases and package names mean the same in all modules of a package.
  const pack = layout.packageOf(from)
  const same = imports.filter(edge => edge.specifier === specifier)
  const near = same.find(edge => layout.packageOf(edge.from) === pack) ?? same[0]
  if (near) return near.to
  return aliasTargets(specifier, world.aliases)
    .map(target => atPath(target, world))
    .find(target => target !== undefined)
}

const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte']

function atPath(path: string | undefined, {facts}: World): ModuleId | undefined {
  if (path === undefined) return undefined
  const stem = path.replace(/\.[cm]?jsx?$/, '')
  return [
    path,
    ...endings.flatMap(ending => [stem + ending, `${path}${ending}`, `${path}/index${ending}`])
  ].find(candidate => facts.module(candidate) !== undefined)
}
