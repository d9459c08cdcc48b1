import {compareBy} from '../base/compare.ts'
import type {JudgedClaim} from '../claims/claim.ts'
import {judgeDocument} from '../claims/judge-document.ts'
import type {Problem} from '../errors.ts'
import {baselineName} from './baseline.ts'
import {claimKey} from './claim-key.ts'
import {readIgnoreComments} from './ignored-lines.ts'
import type {Session} from './session.ts'

/** A document and its text. */
export interface NamedText {
  /** Relative to the root. */
  readonly path: string
  readonly text: string
}

export interface CheckResult {
  /** By document, line and column. */
  readonly claims: readonly JudgedClaim[]
  /** Those of `claims` that are refuted and that no comment silences. */
  readonly open: readonly JudgedClaim[]
  /** Those of `open` that the baseline does not know. */
  readonly refuted: readonly JudgedClaim[]
  /** Stale and unusable ignore comments and baseline entries. */
  readonly problems: readonly Problem[]
}

/** Judges what the documents claim. Nothing is written. */
export function checkDocuments(session: Session, documents: readonly NamedText[]): CheckResult {
  const world = session.world()
  const judged = documents.map(({path, text}) => {
    const claims = judgeDocument(path, text, world)
    return {path, claims, ...applyComments(path, text, claims)}
  })
  const open = judged.flatMap(({remaining}) => remaining).sort(byPlace)
  const known = new Set(session.baseline.claims)
  return {
    claims: judged.flatMap(({claims}) => claims).sort(byPlace),
    open,
    refuted: open.filter(claim => !known.has(claimKey(claim))),
    problems: [
      ...judged.flatMap(({problems}) => problems),
      ...staleEntries(session, documents, new Set(open.map(claimKey)))
    ]
  }
}

/** All claims but the refuted ones that a comment or the baseline silences: what is reported. */
export function reportedClaims({claims, refuted}: Pick<CheckResult, 'claims' | 'refuted'>): JudgedClaim[] {
  return withRefuted(claims, refuted)
}

/** All claims but the refuted ones that a comment silences. The baseline is about reports, not about what documents say. */
export function heardClaims({claims, open}: Pick<CheckResult, 'claims' | 'open'>): JudgedClaim[] {
  return withRefuted(claims, open)
}

function withRefuted(claims: readonly JudgedClaim[], refuted: readonly JudgedClaim[]): JudgedClaim[] {
  const kept = new Set(refuted)
  return claims.filter(claim => claim.verdict !== 'refuted' || kept.has(claim))
}

const byPlace = compareBy<JudgedClaim>(
  ({doc}) => doc,
  ({line}) => line,
  ({column}) => column
)

/** Splits off the refuted claims that a comment silences; a comment that silences none is a problem. */
function applyComments(path: string, text: string, claims: readonly JudgedClaim[]) {
  const comments = readIgnoreComments(text)
  const refuted = claims.filter(({verdict}) => verdict === 'refuted')
  const silenced = new Set(comments.filter(({reason}) => reason !== '').map(({ignores}) => ignores))
  const problems = comments.flatMap(({line, ignores, reason}): Problem[] => {
    if (reason === '')
      return [
        {kind: 'ignore-without-reason', path, line, message: 'ignore comment without a reason, not followed'}
      ]
    if (refuted.some(claim => claim.line === ignores)) return []
    return [{kind: 'stale-ignore', path, line, message: 'ignore comment silences nothing, take it out'}]
  })
  return {remaining: refuted.filter(({line}) => !silenced.has(line)), problems}
}

/** Entries of the baseline about the documents at hand that no longer fit. */
function staleEntries(
  {baseline}: Session,
  documents: readonly NamedText[],
  keys: ReadonlySet<string>
): Problem[] {
  return baseline.claims
    .filter(key => !keys.has(key) && documents.some(({path}) => key.startsWith(`${path} `)))
    .map(key => ({
      kind: 'stale-baseline',
      path: baselineName,
      message: `no longer refuted, take it out or run with --update-baseline: ${key}`
    }))
}
