import type {RefutedRow} from '../../artifacts/architecture.ts'
import type {JudgedClaim} from '../../claims/claim.ts'
import {shares, withinShare} from './within-share.ts'

const maximumRows = 10

/** Refuted claims in their order. */
export interface SplitRefuted {
  /** At most ten, and what fits the document's budget. */
  readonly architecture: {readonly refuted: readonly RefutedRow[]}
  /** The rest. */
  readonly details: {readonly refuted: readonly RefutedRow[]}
}

/** The refuted ones of judged claims, by where there is room for them. */
export function splitRefuted(judged: readonly JudgedClaim[]): SplitRefuted {
  const rows = judged.filter(({verdict}) => verdict === 'refuted').map(toRefuted)
  const first = withinShare(rows.slice(0, maximumRows), shares.refuted, row => Object.values(row).join('  '))
  return {architecture: {refuted: first}, details: {refuted: rows.slice(first.length)}}
}

function toRefuted({doc, heading, subject, object, reason}: JudgedClaim): RefutedRow {
  return {doc, heading, name: object === undefined ? subject : `${subject} → ${object}`, reason}
}
