import type {Claim, Judgement} from '../claim.ts'
import {resolveSide, type Side} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {crossings, reachable, unknownImports} from './imports.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether any import, tests left out, leads from the subject to the object. */
export function judgeEdge(claim: Claim, world: World): Judgement {
  const from = resolveSide(claim.subject, claim, world)
  const to = resolveSide(claim.object ?? '', claim, world)
  if (!from || from.kind === 'external' || from.modules.size === 0) return unverifiable('unknown subject')
  if (!to) return unverifiable('unknown object')
  const found = crossings(from.modules, to, world, claim.edgeKinds)
  if (found.length > 0) return verified('imports', found)
  const listed = listedDependency(from, to, world)
  if (listed) return verified('listed in manifest', [listed])
  return judgeMissing(claim, from, to, world)
}

type ModuleSide = Exclude<Side, {kind: 'external'}>

function judgeMissing(claim: Claim, from: ModuleSide, to: Side, world: World): Judgement {
  if (overlaps(from, to)) return unverifiable('same modules')
  const {certainty = 'stated'} = claim
  if (certainty === 'drawn') return unverifiable('no import')
  if (to.kind === 'symbol') return unverifiable('no import')
  if (to.kind === 'modules' && to.modules.size === 0) return unverifiable('unknown object')
  const unknown = unknownImports(from.modules, world)
  if (unknown.length > 0) return unverifiable('unresolved imports', unknown)
  const reached = reachable(from.modules, world)
  const isReached =
    to.kind === 'modules'
      ? [...to.modules].some(id => reached.has(id))
      : crossings(reached, to, world).length > 0
  if (isReached && certainty === 'implied') return unverifiable('only indirectly')
  // Without an import it may still be handed in: only a statement about imports is contradicted for sure.
  if (certainty === 'implied' && (to.kind === 'external' || isMentioned(from, to, world)))
    return unverifiable('no import')
  return refuted(isReached ? 'only indirectly' : 'no import')
}

/** Whether the subject's code names anything that the object exports. */
function isMentioned(from: ModuleSide, to: ModuleSide, world: World): boolean {
  const names = [...to.modules].flatMap(id => world.facts.module(id)?.exports.map(({name}) => name) ?? [])
  return [...from.modules].some(id => names.some(name => world.words.isIn(id, name)))
}

function overlaps(from: ModuleSide, to: Side): boolean {
  return to.kind !== 'external' && [...to.modules].some(id => from.modules.has(id))
}

/** A workspace whose manifest lists the other depends on it, whatever its sources import. */
function listedDependency(
  from: ModuleSide,
  to: Side,
  world: World
): {path: string; line: number} | undefined {
  if (from.kind !== 'modules') return undefined
  const name =
    to.kind === 'external' ? to.name : to.kind === 'modules' ? packageNameAt(to.path, world) : undefined
  const own = world.facts.layout.packages.find(({path}) => path === from.path)
  if (!own || name === undefined) return undefined
  const {dependencies, peerDependencies, optionalDependencies} = own.manifest
  const isListed = [dependencies, peerDependencies, optionalDependencies].some(
    list => typeof list === 'object' && list !== null && Object.hasOwn(list, name)
  )
  if (!isListed) return undefined
  const before = (world.repo.read(own.manifestPath) ?? '').split(`"${name}"`)[0] ?? ''
  return {path: own.manifestPath, line: before.split('\n').length}
}

function packageNameAt(path: string, world: World): string | undefined {
  return world.facts.layout.packages.find(one => one.path === path)?.name
}
