import type {Action} from '../../../artifacts/action.ts'
import type {Sources} from './sources.ts'

/** The code contradicts nothing any more in the documents the action is about: it is one for each document. */
export function claimsCorrected({claims, key}: Action, {refuted, world}: Sources): string | undefined {
  const doc = key.replace(/^doc\/claims\//, '')
  if (refuted === undefined || claims.length === 0) return undefined
  if (!world.repo.has(doc)) return `${doc} is gone`
  return refuted.some(claim => claim.doc === doc) ? undefined : `the code contradicts nothing in ${doc}`
}
