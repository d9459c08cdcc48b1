import type {Claim, Judgement} from '../claim.ts'
import type {Side} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {isCertain, type ModuleSide, unseenFiles} from './edge-sides.ts'
import {crossings, reachable, unknownImports} from './imports.ts'
import {refuted, unverifiable} from './verdict.ts'

/**
 * An edge between known ends for which there is no import.
 *
 * It is refuted only when the text speaks of imports, both names are certain, and everything that the subject imports is
 * known. A use or a call may come about by events, injection or messages; an arrow may mean anything.
 */
export function judgeMissing(claim: Claim, from: ModuleSide, to: Side, world: World): Judgement {
  const {certainty = 'stated', object = ''} = claim
  if (overlaps(from, to)) return unverifiable('same modules')
  // A run from declaration to declaration needs no import, and an arrow does not say that it is one.
  if (certainty === 'drawn' && (from.kind === 'symbol' || to.kind === 'symbol'))
    return unverifiable('unknown object')
  if (certainty === 'drawn' || certainty === 'aside') return unverifiable('no import')
  if (!isCertain(claim.subject, from, claim, world) || !isCertain(object, to, claim, world))
    return unverifiable('no import')
  const unknown = unknownImports(from.modules, world)
  if (unknown.length > 0) return unverifiable('unresolved imports', unknown)
  const unseen = unseenFiles(from, world)
  if (unseen.length > 0) return unverifiable('not parsed', unseen.map(atTop))
  if (to.kind === 'external') return judgeExternal(from, certainty)
  if (to.modules.size === 0) return unverifiable('unknown object')
  const reached = reachable(from.modules, world)
  if ([...to.modules].some(id => reached.has(id)))
    return certainty === 'stated' && to.kind === 'modules' && from.kind === 'modules'
      ? refuted('only indirectly')
      : unverifiable('only indirectly')
  return judgeUnreached(claim, from, to, world)
}

/** A package may be at work without an import: in a command, in a configuration, in what JSX compiles to. */
function judgeExternal(from: ModuleSide, certainty: Claim['certainty']): Judgement {
  return certainty === 'stated' && from.kind === 'modules' ? refuted('no import') : unverifiable('no import')
}

function judgeUnreached(claim: Claim, from: ModuleSide, to: ModuleSide, world: World): Judgement {
  const reverse = crossings(to.modules, from, world)
  const {certainty = 'stated', subject, object = ''} = claim
  const areModules = from.kind === 'modules' && to.kind === 'modules'
  const areSingle = from.modules.size === 1 && to.modules.size === 1
  if (certainty === 'implied' && (!areModules || isMentioned(from, to, world)))
    return unverifiable('no import')
  if (!areModules && !(areSingle && reverse.length > 0)) return unverifiable('no import')
  return reverse.length > 0
    ? refuted('the other way round', reverse, `${object} → ${subject}`)
    : refuted('no import')
}

/** Whether the subject's code names anything that the object exports. */
function isMentioned(from: ModuleSide, to: ModuleSide, world: World): boolean {
  const names = [...to.modules].flatMap(id => world.facts.module(id)?.exports.map(({name}) => name) ?? [])
  return [...from.modules].some(id => names.some(name => world.words.isIn(id, name)))
}

function overlaps(from: ModuleSide, to: Side): boolean {
  return to.kind !== 'external' && [...to.modules].some(id => from.modules.has(id))
}

function atTop(path: string) {
  return {path, line: 1}
}
