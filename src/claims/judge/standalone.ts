import type {Package} from '../../repo/layout.ts'
import type {Claim, Judgement} from '../claim.ts'
import {resolvePath} from '../resolve-path.ts'
import type {World} from '../world.ts'
import {placeOfField} from './manifest-line.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether a package's manifest asks for nothing, or for no package of the repository; undefined for other claims. */
export function judgeStandalone(claim: Claim, world: World): Judgement | undefined {
  const {object = ''} = claim
  if (object !== 'runtime dependencies' && object !== 'other packages') return undefined
  const own = packageNamed(claim, world)
  if (!own) return unverifiable('unknown subject')
  const listed = dependenciesOf(own)
  if (object === 'runtime dependencies')
    return listed.length === 0
      ? verified('none listed', [{path: own.manifestPath, line: 1}])
      : refuted('listed', [placeOfField(own.manifestPath, 'dependencies', world)], listed[0])
  const names = new Set(world.facts.layout.packages.map(({name}) => name))
  // What is used alone may still bring its own helpers along.
  return listed.some(name => names.has(name))
    ? unverifiable('lists packages of the repository', [
        placeOfField(own.manifestPath, 'dependencies', world)
      ])
    : verified('none listed', [{path: own.manifestPath, line: 1}])
}

function packageNamed(claim: Claim, world: World): Package | undefined {
  const {packages} = world.facts.layout
  if (claim.subject === 'this package') return world.facts.layout.packageOf(claim.doc)
  const word = claim.subject.toLowerCase()
  const named = packages.find(({name}) => name === word || name?.endsWith(`/${word}`))
  if (named) return named
  const found = resolvePath(claim.subject, claim, world)
  return packages.find(
    ({path}) => (found?.kind === 'folder' || found?.kind === 'package') && found.path === path
  )
}

function dependenciesOf({manifest: {dependencies}}: Package): string[] {
  return typeof dependencies === 'object' && dependencies !== null ? Object.keys(dependencies) : []
}
