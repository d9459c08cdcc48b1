import {compareBy} from '../base/compare.ts'
import type {JudgedClaim} from '../claims/claim.ts'
import {extractClaims} from '../claims/extract.ts'
import {judgeDocument} from '../claims/judge-document.ts'
import type {Problem} from '../errors.ts'
import {baselineName} from './baseline.ts'
import {type CheckedClaim, type CheckResult, openClaims, toCheckResult} from './check-result.ts'
import {claimKey} from './claim-key.ts'
import {type IgnoreComment, readIgnoreComments} from './ignored-lines.ts'
import type {LineRange} from './line-range.ts'
import type {Session} from './session.ts'

/** A document and its text. */
export interface NamedText {
  /** Relative to the root. */
  readonly path: string
  readonly text: string
  /** The lines that are judged; all when absent. */
  readonly lines?: readonly LineRange[]
}

/** Judges what the documents claim. Nothing is written. `extract` gives what `extractClaims` gives. */
export function checkDocuments(
  session: Session,
  documents: readonly NamedText[],
  extract: typeof extractClaims = extractClaims
): CheckResult {
  const world = session.world()
  const known = new Set(session.baseline.claims)
  const judged = documents.map(({path, text, lines}) => {
    const counts = (line: number) => lines === undefined || lines.some(range => isWithin(line, range))
    const claims = judgeDocument(path, text, world, {counts, extract})
    const comments = readIgnoreComments(text).filter(({ignores}) => counts(ignores))
    return {
      claims: claims.map(claim => withSilence(claim, comments, known)),
      problems: commentProblems(path, comments, claims)
    }
  })
  const claims = judged.flatMap(one => one.claims).sort(byPlace)
  const keys = new Set(openClaims(claims).map(claimKey))
  const problems = [
    ...judged.flatMap(one => one.problems),
    ...staleEntries(session.baseline.claims, documents, keys)
  ]
  return toCheckResult({claims, problems})
}

const byPlace = compareBy<JudgedClaim>(
  ({doc}) => doc,
  ({line}) => line,
  ({column}) => column
)

function isWithin(line: number, {first, last}: LineRange): boolean {
  return line >= first && line <= last
}

function withSilence(
  claim: JudgedClaim,
  comments: readonly IgnoreComment[],
  known: ReadonlySet<string>
): CheckedClaim {
  if (claim.verdict !== 'refuted') return claim
  const comment = comments.find(({ignores, reason}) => ignores === claim.line && reason !== '')
  if (comment) return {...claim, silence: {by: 'comment', reason: comment.reason}}
  return known.has(claimKey(claim)) ? {...claim, silence: {by: 'baseline'}} : claim
}

/** A comment that silences nothing, or gives no reason, is a problem. */
function commentProblems(
  path: string,
  comments: readonly IgnoreComment[],
  claims: readonly JudgedClaim[]
): Problem[] {
  return comments.flatMap(({line, ignores, reason}): Problem[] => {
    if (reason === '')
      return [
        {kind: 'ignore-without-reason', path, line, message: 'ignore comment without a reason, not followed'}
      ]
    if (claims.some(claim => claim.verdict === 'refuted' && claim.line === ignores)) return []
    return [{kind: 'stale-ignore', path, line, message: 'ignore comment silences nothing, take it out'}]
  })
}

/** Entries of the baseline about the documents at hand that no longer fit. */
function staleEntries(
  entries: readonly string[],
  documents: readonly NamedText[],
  keys: ReadonlySet<string>
): Problem[] {
  return entries
    .filter(key => !keys.has(key) && documents.some(({path}) => key.startsWith(`${path} `)))
    .map(key => ({
      kind: 'stale-baseline',
      path: baselineName,
      message: `no longer refuted, take it out or run with --update-baseline: ${key}`
    }))
}
