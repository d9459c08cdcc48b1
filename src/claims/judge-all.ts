import type {Claim, JudgedClaim} from './claim.ts'
import {judgeMisplaced} from './judge/misplaced.ts'
import {judgePackageRule} from './judge/package-rules.ts'
import {judgeClaim} from './judge.ts'
import type {World} from './world.ts'

/**
 * Judges one statement, and splits what has several answers: a rule about packages gives one for each package that breaks
 * it, a declaration that lies elsewhere than stated one for the place and one for the declaration.
 */
export function judgeAll(claim: Claim, world: World, text: string): JudgedClaim[] {
  const findings = claim.kind === 'absence' ? judgePackageRule(claim, world) : judgeMisplaced(claim, world)
  if (findings) return findings.map(finding => ({...claim, ...finding}))
  return [{...claim, ...judgeClaim(claim, world, text)}]
}
