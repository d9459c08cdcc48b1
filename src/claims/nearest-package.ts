import {compareBy} from '../base/compare.ts'
import type {Manifest} from '../repo/layout.ts'
import type {Place} from './claim.ts'
import {editDistance} from './nearest-path.ts'
import type {World} from './world.ts'

/** The one listed package that a name was probably meant for, with its imports. */
export interface NearestPackage {
  readonly name: string
  readonly imports: readonly Place[]
}

/** A package of the same scope with most words in common, else one of nearly the same spelling; undefined when unclear. */
export function nearestPackage(name: string, world: World): NearestPackage | undefined {
  const listed = [...new Set(world.manifests.flatMap(({manifest}) => namesIn(manifest)))]
  const found = sameScope(name, listed) ?? only(listed.filter(other => editDistance(name, other, 2) <= 2))
  if (found === undefined) return undefined
  const imports = world.facts.externals
    .filter(use => use.name === found && !use.test)
    .map(({from: path, line}) => ({path, line}))
  return {name: found, imports}
}

function namesIn(manifest: Manifest): string[] {
  return (['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const).flatMap(
    field => {
      const list = manifest[field]
      return typeof list === 'object' && list !== null ? Object.keys(list) : []
    }
  )
}

function sameScope(name: string, listed: readonly string[]): string | undefined {
  const [scope, bare] = name.split('/')
  if (bare === undefined) return undefined
  const words = new Set(bare.split('-'))
  const ranked = listed
    .filter(other => other.startsWith(`${scope}/`))
    .map(other => ({
      other,
      common: (other.split('/')[1] ?? '').split('-').filter(word => words.has(word)).length
    }))
    .filter(({common}) => common > 0)
    .sort(
      compareBy<{other: string; common: number}>(
        ({common}) => -common,
        ({other}) => other
      )
    )
  return ranked[0] && ranked[0].common !== ranked[1]?.common ? ranked[0].other : undefined
}

function only(names: readonly string[]): string | undefined {
  return names.length === 1 ? names[0] : undefined
}
