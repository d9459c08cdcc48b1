import type {Log} from 'sarif'
import {baselineName} from '../../pipeline/baseline.ts'
import type {CheckedClaim, Silence} from '../../pipeline/check-result.ts'
import {claimKey} from '../../pipeline/claim-key.ts'
import {claimFinding, claimRules} from '../../report/sarif/claims.ts'
import {type SarifFinding, sarifLog} from '../../report/sarif/log.ts'
import type {Options} from '../options.ts'
import {version} from '../version.ts'
import {type CheckReport, isGating} from './check-report.ts'

/** The refuted claims, with `--all` the undecided ones too; silenced ones are among them, suppressed. */
export function checkLog({result, documents, problems, prefix}: CheckReport, options: Options): Log {
  const texts = new Map(documents.map(({path, text}) => [path, text]))
  return sarifLog({
    version,
    category: 'check',
    rules: claimRules,
    findings: result.claims
      .filter(({verdict}) => verdict === 'refuted' || (options.all && verdict === 'unverifiable'))
      .map(claim => toFinding(claim, options)),
    problems,
    prefix,
    textOf: path => texts.get(path)
  })
}

function toFinding(claim: CheckedClaim, options: Options): SarifFinding {
  const {silence} = claim
  return claimFinding({
    claim,
    key: claimKey(claim),
    gates: isGating(claim, options),
    ...(silence ? {suppression: toSuppression(silence)} : {})
  })
}

function toSuppression(silence: Silence): SarifFinding['suppression'] & object {
  if (silence.by === 'comment') return {kind: 'inSource', justification: silence.reason}
  return {kind: 'external', justification: `known in ${baselineName}`}
}
