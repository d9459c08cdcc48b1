import type {Claim, ClaimKind, Judgement} from './claim.ts'
import {judgeAbsence} from './judge/absence.ts'
import {judgeCommand} from './judge/command.ts'
import {judgeCount} from './judge/count.ts'
import {judgeEdge} from './judge/edge.ts'
import {judgeLink} from './judge/link.ts'
import {judgePath} from './judge/path.ts'
import {judgeSymbol} from './judge/symbol.ts'
import type {World} from './world.ts'

type Judge = (claim: Claim, world: World, text: string | undefined) => Judgement

const judges: Readonly<Record<ClaimKind, Judge>> = {
  path: judgePath,
  symbol: judgeSymbol,
  edge: judgeEdge,
  absence: judgeAbsence,
  count: judgeCount,
  command: judgeCommand,
  link: judgeLink
}

/**
 * Judges one statement. What the world leaves open is `unverifiable`, with the reason.
 *
 * `text` is the document's, for links into itself; without it the repository's copy is read.
 */
export function judgeClaim(claim: Claim, world: World, text?: string): Judgement {
  return judges[claim.kind](claim, world, text)
}
