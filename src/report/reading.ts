import type {Claim, JudgedClaim} from '../claims/claim.ts'
import type {LineReading} from '../claims/explain-line.ts'
import type {ClaimNames} from '../claims/explain-name.ts'
import {claimFields} from './claims.ts'

/** How a line of a document was read, as `check --explain` reports it. */
export interface ReportedReading {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly reading: LineReading
  readonly claims: readonly {
    readonly claim: JudgedClaim
    readonly names: ClaimNames
    readonly rule?: 'meant' | 'offered'
  }[]
  readonly dropped: readonly Claim[]
}

/** The fields of `check --explain` in `--json`: the claims of the sentence, and how each was understood, in the same order. */
export function readingFields({path, line, reading, claims, dropped}: ReportedReading) {
  return {
    ...claimFields(claims.map(({claim}) => claim)),
    problems: [],
    explanation: {
      doc: path,
      line,
      type: reading.type,
      headings: [...reading.headings],
      places: [...reading.places],
      generated: reading.generated,
      sentences: reading.sentences.map(({text, firstLine, lastLine, reservation}) => ({
        text,
        firstLine,
        lastLine,
        ...(reservation ? {reservation: {mood: reservation.mood, word: reservation.word}} : {})
      })),
      notes: [...reading.notes],
      understood: claims.map(({claim: {edgeKinds, certainty = 'stated'}, names, rule}) => ({
        ...(names.subject === undefined ? {} : {subject: names.subject}),
        ...(names.object === undefined ? {} : {object: names.object}),
        certainty,
        ...(edgeKinds ? {edgeKinds: [...edgeKinds]} : {}),
        ...(rule ? {rule} : {})
      })),
      dropped: dropped.map(({kind, subject, object}) => ({
        kind,
        subject,
        ...(object === undefined ? {} : {object})
      }))
    }
  }
}
