import type {JudgedClaim} from '../claims/claim.ts'
import type {Problem} from '../errors.ts'

/** What keeps a refuted claim from being reported. */
export type Silence = {readonly by: 'comment'; readonly reason: string} | {readonly by: 'baseline'}

export interface CheckedClaim extends JudgedClaim {
  /** For refuted ones. */
  readonly silence?: Silence
}

/** What was found. JSON values only, so that it can be kept for a run that would find the same. */
export interface Findings {
  /** By document, line and column. */
  readonly claims: readonly CheckedClaim[]
  /** Stale and unusable ignore comments and baseline entries. */
  readonly problems: readonly Problem[]
}

export interface CheckResult extends Findings {
  /** Those of `claims` that are refuted and that no comment silences. */
  readonly open: readonly CheckedClaim[]
  /** Those of `open` that the baseline does not know. */
  readonly refuted: readonly CheckedClaim[]
}

/** Adds the lists that follow from the others. */
export function toCheckResult({claims, problems}: Findings): CheckResult {
  const open = openClaims(claims)
  return {claims, open, refuted: open.filter(({silence}) => silence === undefined), problems}
}

/** The refuted claims that no comment silences. */
export function openClaims(claims: readonly CheckedClaim[]): CheckedClaim[] {
  return claims.filter(({verdict, silence}) => verdict === 'refuted' && silence?.by !== 'comment')
}

/** All claims but the refuted ones that a comment or the baseline silences: what is reported. */
export function reportedClaims({claims, refuted}: Pick<CheckResult, 'claims' | 'refuted'>): CheckedClaim[] {
  return withRefuted(claims, refuted)
}

/** All claims but the refuted ones that a comment silences. The baseline is about reports, not about what documents say. */
export function heardClaims({claims, open}: Pick<CheckResult, 'claims' | 'open'>): CheckedClaim[] {
  return withRefuted(claims, open)
}

function withRefuted(claims: readonly CheckedClaim[], refuted: readonly CheckedClaim[]): CheckedClaim[] {
  const kept = new Set(refuted)
  return claims.filter(claim => claim.verdict !== 'refuted' || kept.has(claim))
}

/**
 * Whether a claim is refuted by nothing but type imports. What is gone after compilation may be allowed by who wrote
 * "does not know about": it is shown, and decides on the exit code only when that is asked for.
 */
export function isBrokenByTypesAlone({kind, verdict, reason}: JudgedClaim): boolean {
  return kind === 'absence' && verdict === 'refuted' && reason === 'type-only'
}
