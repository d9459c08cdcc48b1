import type {Claim} from '../claims/claim.ts'
import {explainLine, type LineReading} from '../claims/explain-line.ts'
import {type ClaimNames, explainNames} from '../claims/explain-name.ts'
import {extractClaims} from '../claims/extract.ts'
import {checkDocuments, type NamedText} from './check.ts'
import type {CheckedClaim} from './check-result.ts'
import type {Session} from './session.ts'

/** A claim, and how it was understood. */
export interface ClaimReading {
  readonly claim: CheckedClaim
  readonly names: ClaimNames
  /**
   * For absences: `meant` stands outside of the generated regions and is a rule, `offered` inside of one and only tells
   * what holds.
   */
  readonly rule?: 'meant' | 'offered'
}

export interface Explained {
  readonly path: string
  /** 1-based. */
  readonly line: number
  readonly reading: LineReading
  readonly claims: readonly ClaimReading[]
  /** What was read as a statement, and dropped since it names nothing of the repository. */
  readonly dropped: readonly Claim[]
}

/** How the sentence at a line was read, and what came of it. */
export function explainSentence(session: Session, document: NamedText, line: number): Explained {
  const {path, text} = document
  const reading = explainLine(text, line)
  const world = session.world()
  const all = checkDocuments(session, [document]).claims
  const here = all.filter(claim => claim.line >= reading.firstLine && claim.line <= reading.lastLine)
  const isKept = (claim: Claim) =>
    here.some(one => one.line === claim.line && one.column === claim.column && one.kind === claim.kind)
  return {
    path,
    line,
    reading,
    claims: here.map(claim => ({
      claim,
      names: explainNames(claim, world),
      ...(claim.kind === 'absence' ? {rule: claim.generated ? 'offered' : 'meant'} : {})
    })),
    dropped: extractClaims(path, text).filter(
      claim => claim.line >= reading.firstLine && claim.line <= reading.lastLine && !isKept(claim)
    )
  }
}
