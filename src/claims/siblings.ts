import type {JudgedClaim} from './claim.ts'
import {refuted} from './judge/verdict.ts'

/** Share of a tree's or list's entries that must exist before a missing one is an error rather than another layout. */
const agreement = 0.6

/** Refutes an entry of a tree or list that is not where most of its siblings are. */
export function judgeBySiblings(claim: JudgedClaim, all: readonly JudgedClaim[]): JudgedClaim {
  if (claim.certainty !== 'layout' || claim.kind !== 'path' || claim.group === undefined) return claim
  const isMissing = claim.reason === 'not found by layout'
  if (!isMissing && !isElsewhere(claim)) return claim
  const group = all.filter(one => areSiblings(one, claim) && one.group === claim.group)
  // Names that one introduction puts into one folder, some of them in a list below an item: `legacy` may be one of its own.
  const outer = all.filter(one => areSiblings(one, claim) && outerOf(one) === outerOf(claim))
  if (!mostExist(group) && (isMissing || claim.outerGroup === undefined || !mostExist(outer))) return claim
  return {...claim, ...refuted('not among its siblings', [], claim.suggestion ?? claim.evidence[0]?.path)}
}

/** A folder found elsewhere than where its list puts it: `legacy` in a list of what lies in `packages`. */
function isElsewhere({reason, subject}: JudgedClaim): boolean {
  return ['shortened', 'package'].includes(reason) && /^[\w-]+$/.test(subject)
}

function mostExist(siblings: readonly JudgedClaim[]): boolean {
  const found = siblings.filter(
    ({verdict, reason}) => verdict === 'verified' && reason !== 'shortened' && reason !== 'package'
  ).length
  return found >= 2 && found >= agreement * siblings.length
}

function areSiblings(one: JudgedClaim, other: JudgedClaim): boolean {
  return one.kind === 'path' && one.certainty === 'layout' && one.places[0] === other.places[0]
}

function outerOf({group, outerGroup}: JudgedClaim): number | undefined {
  return outerGroup ?? group
}
