import {isCodeFile} from '../../repo/code-file.ts'
import type {Claim, Judgement, Place} from '../claim.ts'
import {isCompound} from '../code-name.ts'
import {resolveSide, type Side} from '../resolve-side.ts'
import {wholeProject} from '../whole-project.ts'
import type {World} from '../world.ts'
import {barrelCrossings} from './barrel.ts'
import {isCertain, isUnread, type ModuleSide, subjectSide} from './edge-sides.ts'
import {judgeUnknownObject} from './gone-object.ts'
import {crossings} from './imports.ts'
import {placeOfField} from './manifest-line.ts'
import {judgeMissing} from './missing-edge.ts'
import {unnamedMembers} from './unnamed-members.ts'
import {unverifiable, verified} from './verdict.ts'

/** Whether any import, tests left out, leads from the subject to the object. */
export function judgeEdge(claim: Claim, world: World): Judgement {
  const from = subjectSide(claim, world)
  const to = resolveSide(claim.object ?? '', claim, world)
  if (!from) return judgeWithoutSubject(claim, to, world)
  if (!to) return judgeUnknownObject(claim, from, world)
  // What names no subject speaks of the whole, and the whole imports its own parts.
  if (claim.subject === wholeProject && to.kind !== 'external') return unverifiable('unknown subject')
  if (isPartOf(to, from)) return unverifiable('same modules')
  const isLoose = isVague(claim.subject, from, claim, world) || isVague(claim.object ?? '', to, claim, world)
  if (isLoose && claim.certainty !== 'drawn' && claim.certainty !== 'transitive')
    return unverifiable('unknown object')
  const present = judgePresent(claim, from, to, world)
  const isGuess =
    isLoose ||
    (claim.certainty === 'drawn' && (isStem(from, claim.subject) || isStem(to, claim.object ?? '')))
  return present ?? (isGuess ? unverifiable('unknown object') : judgeMissing(claim, from, to, world))
}

/** Whether one end lies inside the other, which says nothing: a folder that uses its own file. */
function isPartOf(to: Side, from: ModuleSide): boolean {
  if (to.kind === 'external') return false
  const isInside = (one: ModuleSide, other: ModuleSide) => [...one.modules].every(id => other.modules.has(id))
  return isInside(to, from) || (from.kind === 'symbol' && isInside(from, to))
}

/** A single word that is no path as written and no package may be any word that some file is called by. */
function isVague(text: string, side: Side, claim: Claim, world: World): boolean {
  return /^[a-z\d]+$/.test(text) && side.kind === 'modules' && !isCertain(text, side, claim, world)
}

/** A module found by its name without folder and extension. */
function isStem(side: Side, text: string): boolean {
  return side.kind === 'modules' && /^[a-z\d]+(?:-[a-z\d]+)+$/.test(text) && isCodeFile(side.path)
}

/** The ways in which an edge can hold; undefined when it does in none. */
function judgePresent(claim: Claim, from: ModuleSide, to: Side, world: World): Judgement | undefined {
  const found = crossings(from.modules, to, world, claim.edgeKinds)
  if (to.kind === 'symbol') return judgeSymbol(from, to, found, world)
  if (found.length > 0) return verified('imports', found)
  const handed = to.kind === 'external' ? [] : barrelCrossings(from.modules, to, world)
  if (handed.length > 0) return verified('imports through another', handed)
  const listed = listedDependency(from, to, world)
  return listed && verified('listed in manifest', [listed])
}

/** A declaration is reached by an import and by its name; a name of several parts alone is no accident either. */
function judgeSymbol(
  from: ModuleSide,
  {name, modules}: Extract<Side, {kind: 'symbol'}>,
  found: readonly Place[],
  world: World
): Judgement | undefined {
  if ([...modules].some(id => from.modules.has(id))) return undefined
  const last = name.slice(name.lastIndexOf('.') + 1)
  const naming = [...from.modules].filter(id => world.words.isIn(id, last))
  const both = found.filter(({path}) => naming.includes(path))
  if (both.length > 0) return verified('imports', both)
  if (naming.length > 0 && isCompound(last)) return verified('names it', naming.map(atTop))
  return found.length > 0 ? unverifiable('does not name it', found) : undefined
}

function judgeWithoutSubject(claim: Claim, to: Side | undefined, world: World): Judgement {
  const members = to && unnamedMembers(claim.subject, to, world)
  if (members && members.length > 0) return unverifiable('members not named', members)
  const isGuess = claim.certainty === 'drawn' || claim.certainty === 'aside'
  return !isGuess && isUnread(claim, world) ? unverifiable('not parsed') : unverifiable('unknown subject')
}

/** A workspace whose manifest lists the other depends on it, whatever its sources import. */
function listedDependency(from: ModuleSide, to: Side, world: World): Place | undefined {
  if (from.kind !== 'modules') return undefined
  const name =
    to.kind === 'external' ? to.name : to.kind === 'modules' ? packageNameAt(to.path, world) : undefined
  const own = world.facts.layout.packages.find(({path}) => path === from.path)
  if (!own || name === undefined) return undefined
  const {dependencies, peerDependencies, optionalDependencies} = own.manifest
  const lists = {dependencies, peerDependencies, optionalDependencies}
  const field = Object.entries(lists).find(
    ([, list]) => typeof list === 'object' && list !== null && Object.hasOwn(list, name)
  )?.[0]
  return field === undefined ? undefined : placeOfField(own.manifestPath, [field, name], world)
}

function packageNameAt(path: string, world: World): string | undefined {
  return world.facts.layout.packages.find(one => one.path === path)?.name
}

function atTop(path: string): Place {
  return {path, line: 1}
}
