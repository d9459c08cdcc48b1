import type {JudgedClaim} from './claim.ts'
import {unverifiable} from './judge/verdict.ts'

/**
 * Leaves the arrows of a diagram open in which each that could be judged leads against the imports: then its arrows mean
 * who serves whom. One arrow among others that fit is an error.
 */
export function judgeByDirection(claim: JudgedClaim, all: readonly JudgedClaim[]): JudgedClaim {
  if (claim.kind !== 'edge' || claim.group === undefined || claim.verdict !== 'refuted') return claim
  const drawn = all.filter(({kind, group}) => kind === 'edge' && group === claim.group)
  const turned = drawn.filter(({reason}) => reason === 'the other way round')
  if (turned.length < 2 || drawn.some(({verdict}) => verdict === 'verified')) return claim
  return {...withoutSuggestion(claim), ...unverifiable('drawn the other way round', claim.evidence)}
}

function withoutSuggestion({suggestion: _, ...claim}: JudgedClaim): JudgedClaim {
  return claim
}
