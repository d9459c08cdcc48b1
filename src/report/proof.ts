import type {Proof} from '../artifacts/proof.ts'

/** The field `proof` of an item or a zone in `--json`. */
export function proofFields({result, guard, test, change, reason}: Proof) {
  return {
    result,
    ...(guard ? {guard: {...guard}} : {}),
    ...(test ? {test: {...test}} : {}),
    ...(change ? {change: {...change}} : {}),
    reason
  }
}
