import type {JudgedClaim} from './claim.ts'
import {judgeEdge} from './judge/edge.ts'
import {unverifiable} from './judge/verdict.ts'
import type {World} from './world.ts'

/**
 * Leaves the arrows of a diagram open in which none fits the imports and two or more lead against them: then its arrows
 * mean who serves whom. One arrow among others that fit is an error.
 */
export function judgeByDirection(claim: JudgedClaim, all: readonly JudgedClaim[], world: World): JudgedClaim {
  if (claim.kind !== 'edge' || claim.group === undefined || claim.verdict !== 'refuted') return claim
  const drawn = all.filter(({kind, group}) => kind === 'edge' && group === claim.group)
  if (drawn.some(({verdict}) => verdict === 'verified')) return claim
  if (drawn.filter(arrow => isTurned(arrow, world)).length < 2) return claim
  return {...withoutSuggestion(claim), ...unverifiable('drawn the other way round', claim.evidence)}
}

/** Whether an arrow holds from its head to its tail. */
function isTurned(arrow: JudgedClaim, world: World): boolean {
  const {reason, subject, object} = arrow
  if (reason === 'the other way round') return true
  if (object === undefined) return false
  return judgeEdge({...arrow, subject: object, object: subject}, world).verdict === 'verified'
}

function withoutSuggestion({suggestion: _, ...claim}: JudgedClaim): JudgedClaim {
  return claim
}
