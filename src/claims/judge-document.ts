import type {JudgedClaim} from './claim.ts'
import {extractClaims} from './extract.ts'
import {refuted} from './judge/verdict.ts'
import {judgeClaim} from './judge.ts'
import type {World} from './world.ts'

/** Share of a tree's or list's entries that must exist before a missing one is an error rather than another layout. */
const agreement = 0.6

/**
 * Judges every statement of a document, sorted by line and column.
 *
 * An entry of a folder tree or of a list that names files under one folder is refuted only when most of its siblings
 * exist: a tree of which little exists shows something else. What names nothing known is left out.
 */
export function judgeDocument(doc: string, text: string, world: World): JudgedClaim[] {
  const judged = extractClaims(doc, text).map(claim => ({...claim, ...judgeClaim(claim, world, text)}))
  return judged.map(claim => judgeBySiblings(claim, judged)).filter(claim => !isNoise(claim))
}

function judgeBySiblings(claim: JudgedClaim, all: readonly JudgedClaim[]): JudgedClaim {
  if (claim.certainty !== 'layout' || claim.kind !== 'path' || claim.group === undefined) return claim
  const isMissing = claim.reason === 'not found by layout'
  // A folder found elsewhere than where its list puts it: `legacy` in a list of what lies in `packages`.
  const isElsewhere = ['shortened', 'package'].includes(claim.reason) && /^[\w-]+$/.test(claim.subject)
  if (!isMissing && !isElsewhere) return claim
  const siblings = all.filter(one => areSiblings(one, claim))
  const found = siblings.filter(
    ({verdict, reason}) => verdict === 'verified' && reason !== 'shortened' && reason !== 'package'
  ).length
  if (found < 2 || found < agreement * siblings.length) return claim
  return {...claim, ...refuted('not among its siblings', [], claim.suggestion ?? claim.evidence[0]?.path)}
}

/** Entries of one tree; items of one list that lie in the same folder. */
function areSiblings(one: JudgedClaim, other: JudgedClaim): boolean {
  const isGrouped = one.kind === 'path' && one.certainty === 'layout' && one.group === other.group
  return isGrouped && one.places[0] === other.places[0]
}

/** Ends of arrows and words in code spans that name nothing of the repository were no statements about it. */
function isNoise({kind, reason, verdict}: JudgedClaim): boolean {
  if (verdict !== 'unverifiable') return false
  if (kind === 'path') return reason === 'not found by layout'
  if (kind === 'edge') return reason === 'unknown subject' || reason === 'unknown object'
  if (kind === 'symbol') return reason === 'declared nowhere'
  return kind === 'link' && reason === 'another repository'
}
