import type {ModuleId} from '../../facts/facts.ts'
import {isBuiltinName} from '../builtin-names.ts'
import type {Claim, Judgement} from '../claim.ts'
import {modulesUnder, resolveSide, type Side} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {type CapabilityUse, findCapability} from './capability.ts'
import {judgeExclusion} from './exclusion.ts'
import {crossings, unknownImports} from './imports.ts'
import {judgement, refuted, unverifiable, verified} from './verdict.ts'

/** Whether no import, tests left out, does what the text rules out. One that does is enough. */
export function judgeAbsence(claim: Claim, world: World): Judgement {
  const exclusion = judgeExclusion(claim, world)
  if (exclusion) return exclusion
  const from = subjectModules(claim, world)
  if (!from || from.size === 0) return unverifiable('unknown subject')
  const object = claim.object ?? ''
  if (/^anything\b/.test(object)) return judgeAnything(claim, from, object, world)
  const capability = findCapability(object, from, world)
  if (capability) return judgeCapability(capability)
  const to = resolveSide(object, claim, world)
  if (!to) return isBuiltinName(object) ? verified('no import') : unverifiable('target is gone')
  if (to.kind !== 'external' && to.modules.size === 0) return unverifiable('target is gone')
  if (to.kind !== 'external' && sameModules(from, to.modules)) return unverifiable('same modules')
  return judgeCrossings(claim, from, to, world)
}

function judgeCrossings(claim: Claim, from: ReadonlySet<ModuleId>, to: Side, world: World): Judgement {
  const found = crossings(from, to, world, claim.edgeKinds)
  const values = found.filter(({typeOnly}) => !typeOnly)
  const {certainty = 'stated'} = claim
  // "does not know about" may allow types; a person decides, so a breach by types alone says so.
  if (found.length > 0 && values.length === 0)
    return judgement(certainty === 'stated' ? 'refuted' : 'unverifiable', 'type-only', found)
  if (values.length > 0) return refuted('imports', values)
  const unknown = unknownImports(from, world, to)
  return unknown.length > 0 ? unverifiable('unresolved imports', unknown) : verified('no import')
}

function judgeCapability({uses, complete}: CapabilityUse): Judgement {
  if (uses.length > 0) return refuted('uses it', uses)
  return complete ? verified('no use') : unverifiable('not parsed')
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

/** The modules a rule binds; "all but a" binds every other module, and not the target's own. */
function subjectModules(claim: Claim, world: World): ReadonlySet<ModuleId> | undefined {
  const except = /^all but (.+)$/.exec(claim.subject)
  if (!except) {
    const side = resolveSide(claim.subject, claim, world)
    return side && side.kind !== 'external' ? side.modules : undefined
  }
  const allowed = resolveSide(except[1] ?? '', claim, world)
  const target = resolveSide(claim.object ?? '', claim, world)
  if (!allowed || allowed.kind === 'external' || !target) return undefined
  const own = target.kind === 'external' ? new Set<ModuleId>() : target.modules
  return new Set([...modulesUnder('', world)].filter(id => !allowed.modules.has(id) && !own.has(id)))
}

function sameModules(one: ReadonlySet<ModuleId>, other: ReadonlySet<ModuleId>): boolean {
  return [...other].every(id => one.has(id))
}
