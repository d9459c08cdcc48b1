import type {ModuleId} from '../../facts/facts.ts'
import {isBuiltinName} from '../builtin-names.ts'
import type {Claim, Judgement} from '../claim.ts'
import {resolvePath} from '../resolve-path.ts'
import {modulesUnder, resolveSide, type Side} from '../resolve-side.ts'
import {resolveSymbol} from '../resolve-symbol.ts'
import type {World} from '../world.ts'
import {breachOf} from './breach.ts'
import {type CapabilityUse, findCapability} from './capability.ts'
import {judgeExclusion} from './exclusion.ts'
import {judgeGone} from './gone.ts'
import {judgeHierarchy} from './hierarchy.ts'
import {crossings, unknownImports} from './imports.ts'
import {judgePackageRule} from './package-rules.ts'
import {judgeStandalone} from './standalone.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether no import, tests left out, does what the text rules out. One that does is enough. */
export function judgeAbsence(claim: Claim, world: World): Judgement {
  const special =
    judgePackageRule(claim, world)?.[0] ??
    judgeExclusion(claim, world) ??
    judgeGone(claim, world) ??
    judgeHierarchy(claim, world) ??
    judgeStandalone(claim, world)
  if (special) return special
  const from = subjectModules(claim, world)
  if (!from || from.size === 0) return unverifiable('unknown subject')
  const object = claim.object ?? ''
  if (/^anything\b/.test(object)) return judgeAnything(claim, from, object, world)
  const capability = isOwnPath(claim, world) ? undefined : findCapability(object, from, world)
  if (capability) return judgeCapability(claim, capability, world)
  const to = resolveSide(object, claim, world)
  if (!to) return isBuiltinName(object) ? verified('no import') : unverifiable('target is gone')
  if (to.kind !== 'external' && to.modules.size === 0) return unverifiable('target is gone')
  if (to.kind !== 'external' && sameModules(from, to.modules)) return unverifiable('same modules')
  return judgeCrossings(claim, from, to, world)
}

/** `fs` may be a folder of the repository. */
function isOwnPath({doc, places, object = ''}: Claim, world: World): boolean {
  const found = /^[\w./-]+$/.test(object) ? resolvePath(object, {doc, places}, world) : undefined
  return found !== undefined && ['exists', 'beside document', 'in place'].includes(found.how)
}

function judgeCrossings(claim: Claim, from: ReadonlySet<ModuleId>, to: Side, world: World): Judgement {
  const found = crossings(from, to, world, claim.edgeKinds)
  const {certainty = 'stated'} = claim
  // "does not know about" may allow types; a person decides, so a breach by types alone says so.
  if (found.length > 0) return breachOf(found, certainty === 'stated' ? 'refuted' : 'unverifiable')
  const unknown = unknownImports(from, world, to)
  return unknown.length > 0 ? unverifiable('unresolved imports', unknown) : verified('no import')
}

function judgeCapability({symbol}: Claim, use: CapabilityUse, world: World): Judgement {
  const {uses, doubtful, complete, imported} = use
  const own = symbol === undefined ? uses : uses.filter(({path}) => declares(path, symbol, world))
  if (own.length > 0) return imported ? breachOf(own) : refuted('uses it', own)
  // The text speaks of an object and gives it a folder: what another file of it does may be no part of the object.
  if (uses.length > 0) return unverifiable('another file of its folder uses it', uses)
  if (doubtful.length > 0) return unverifiable('may use it', doubtful)
  return complete ? verified('no use') : unverifiable('not parsed')
}

function declares(path: string, symbol: string, world: World): boolean {
  return resolveSymbol(symbol, world)?.places.some(place => place.path === path) ?? false
}

/** "nothing", and "only these": imports of other modules of the repository. */
function judgeAnything(claim: Claim, from: ReadonlySet<ModuleId>, object: string, world: World): Judgement {
  const allowed = object
    .replace(/^anything( but)?\s*/, '')
    .split(/,\s*/)
    .filter(Boolean)
  const sides = allowed.map(text => resolveSide(text, claim, world))
  if (sides.some(side => side === undefined)) return unverifiable('target is gone')
  const permitted = new Set(
    sides.flatMap(side => (side && side.kind !== 'external' ? [...side.modules] : []))
  )
  const rest = new Set([...modulesUnder('', world)].filter(id => !from.has(id) && !permitted.has(id)))
  const to: Side = {kind: 'modules', path: '', modules: rest}
  return judgeCrossings(claim, from, to, world)
}

/** The modules a rule binds; "all but a, b" binds every other module, and not the target's own. */
function subjectModules(claim: Claim, world: World): ReadonlySet<ModuleId> | undefined {
  const except = /^all but (.+)$/.exec(claim.subject)
  if (!except) {
    const side = resolveSide(claim.subject, claim, world)
    return side && side.kind !== 'external' ? side.modules : undefined
  }
  const allowed = (except[1] ?? '').split(', ').map(text => resolveSide(text, claim, world))
  const target = resolveSide(claim.object ?? '', claim, world)
  if (!target || allowed.some(side => !side || side.kind === 'external')) return undefined
  const free = new Set(allowed.flatMap(side => (side && side.kind !== 'external' ? [...side.modules] : [])))
  const own = target.kind === 'external' ? new Set<ModuleId>() : target.modules
  return new Set([...modulesUnder('', world)].filter(id => !free.has(id) && !own.has(id)))
}

function sameModules(one: ReadonlySet<ModuleId>, other: ReadonlySet<ModuleId>): boolean {
  return [...other].every(id => one.has(id))
}
