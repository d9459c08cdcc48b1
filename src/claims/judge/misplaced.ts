import type {Claim, Judgement} from '../claim.ts'
import {resolveSymbol, symbolName} from '../resolve-symbol.ts'
import type {World} from '../world.ts'
import {judgeSymbol} from './symbol.ts'
import {verified} from './verdict.ts'

/**
 * A declaration that is there, but not where the text puts it: the place refuted, the declaration verified at its own.
 * Undefined in any other case.
 */
export function judgeMisplaced(claim: Claim, world: World): (Judgement & {object?: string})[] | undefined {
  if (claim.kind !== 'symbol' || claim.object === undefined) return undefined
  const place = judgeSymbol(claim, world)
  if (place.verdict !== 'refuted' || place.suggestion === undefined) return undefined
  const found = resolveSymbol(symbolName(claim.subject), world)
  const [only, other] = found?.places ?? []
  if (!only || other || only.path !== place.suggestion) return undefined
  return [place, {object: only.path, ...verified('declared', [only])}]
}
