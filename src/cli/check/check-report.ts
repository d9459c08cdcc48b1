import type {JudgedClaim} from '../../claims/claim.ts'
import type {Problem} from '../../errors.ts'
import type {NamedText} from '../../pipeline/check.ts'
import {type CheckResult, isBrokenByTypesAlone} from '../../pipeline/check-result.ts'
import type {ReportedArtifact} from '../../report/writing.ts'
import type {Options} from '../options.ts'

/** What `check` came to. */
export interface CheckReport {
  /** As they were judged: after `--fix`, with what it changed. */
  readonly documents: readonly NamedText[]
  readonly result: CheckResult
  readonly problems: readonly Problem[]
  /** The root's folder in the repository, `''` when they are the same: what GitHub counts paths from. */
  readonly prefix: string
  /** What `--fix` changed, or would; absent without it. */
  readonly fixed?: {readonly names: number; readonly artifacts: readonly ReportedArtifact[]}
}

/** Whether a refuted claim decides on the exit code. */
export function isGating(claim: JudgedClaim, {typeImports}: Options): boolean {
  return typeImports === true || !isBrokenByTypesAlone(claim)
}
