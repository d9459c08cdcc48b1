import type {JudgedClaim} from './claim.ts'
import {judgeByDirection} from './diagram-direction.ts'
import {isEnglish} from './english.ts'
import {expandEdge} from './expand-edges.ts'
import {extractClaims} from './extract.ts'
import {unverifiable} from './judge/verdict.ts'
import {judgeAll} from './judge-all.ts'
import {judgeBySiblings} from './siblings.ts'
import type {World} from './world.ts'

export interface DocumentReading {
  /** Of which lines (1-based) statements are judged; default all. */
  readonly counts?: (line: number) => boolean
  /** Gives what `extractClaims` gives, perhaps from an earlier time. */
  readonly extract?: typeof extractClaims
}

/**
 * Judges every statement of a document, sorted by line and column.
 *
 * An entry of a folder tree or of a list that names files under one folder is refuted only when most of its siblings
 * exist: a tree of which little exists shows something else. What names nothing known is left out.
 */
export function judgeDocument(
  doc: string,
  text: string,
  world: World,
  {counts = () => true, extract = extractClaims}: DocumentReading = {}
): JudgedClaim[] {
  const judged = extract(doc, text)
    .filter(({line}) => counts(line))
    .flatMap(claim => expandEdge(claim, world))
    .flatMap(claim => judgeAll(claim, world, text))
  const placed = judged.map(claim => judgeByDirection(judgeBySiblings(claim, judged), judged, world))
  const certain = isEnglish(doc, text) ? placed : placed.map(keepOpen)
  return certain.filter(claim => !isNoise(claim))
}

/** In another language plans and examples are not told from statements: only what is there is said. */
function keepOpen(claim: JudgedClaim): JudgedClaim {
  if (claim.verdict !== 'refuted' || claim.kind === 'link') return claim
  return {...claim, ...unverifiable('another language')}
}

/** Ends of arrows and words in code spans that name nothing of the repository were no statements about it. */
function isNoise(claim: JudgedClaim): boolean {
  const {kind, reason, verdict, certainty, object = ''} = claim
  if (certainty === 'aside') return verdict !== 'verified' && !isMisspelt(claim)
  if (verdict !== 'unverifiable') return false
  if (kind === 'absence') return isFreeWord(reason, certainty, object)
  if (kind === 'path') return reason === 'not found by layout'
  if (kind === 'edge') return ['unknown subject', 'unknown object', 'same modules'].includes(reason)
  if (kind === 'symbol') return reason === 'declared nowhere' || reason === 'named nowhere'
  if (kind === 'count') return reason === 'unknown set' || reason === 'not listed'
  return kind === 'link' && reason === 'another repository'
}

/** A rule whose sides are words of prose: packages that are none here, `options` that a text says never to use. */
function isFreeWord(reason: string, certainty: JudgedClaim['certainty'], object: string): boolean {
  if (reason === 'unknown subject') return / (packages|dependencies)$/.test(object)
  return reason === 'target is gone' && certainty === 'implied' && /^\w+$/.test(object)
}

/** A name that no code holds, while one of the same parts is there: an error whatever the sentence tells. */
function isMisspelt({kind, reason, suggestion}: JudgedClaim): boolean {
  return kind === 'symbol' && reason === 'named nowhere' && suggestion !== undefined
}
