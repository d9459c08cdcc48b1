import type {JudgedClaim} from '../claims/claim.ts'

/** The field `claims` of `--json`, in the order of the documents. */
export function claimFields(claims: readonly JudgedClaim[]) {
  return {
    claims: claims.map(claim => ({
      doc: claim.doc,
      line: claim.line,
      column: claim.column,
      kind: claim.kind,
      subject: claim.subject,
      ...(claim.object === undefined ? {} : {object: claim.object}),
      verdict: claim.verdict,
      reason: claim.reason,
      evidence: claim.evidence.map(({path, line}) => ({path, line})),
      ...(claim.suggestion === undefined ? {} : {suggestion: claim.suggestion})
    }))
  }
}
