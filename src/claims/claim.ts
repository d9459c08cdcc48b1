import type {ImportKind} from '../facts/facts.ts'

export type ClaimKind = 'path' | 'symbol' | 'edge' | 'absence' | 'count' | 'command' | 'link'

/** A statement of a document that the code can bear out or contradict. */
export interface Claim {
  /** Root-relative path of the document. */
  readonly doc: string
  /** 1-based, in the document. */
  readonly line: number
  /** 1-based, UTF-16. */
  readonly column: number
  readonly kind: ClaimKind
  /** What the statement is about, as written (`src/hub`, `acquire`, `npm run build`). */
  readonly subject: string
  /** Home of a symbol, to-side of an edge, forbidden target of an absence, claimed number of a count. */
  readonly object?: string
  /** For edges and absences: the kinds of import that count; absent means any. */
  readonly edgeKinds?: readonly ImportKind[]
  /** Folders that the nearest headings, list parents or tree blocks name, nearest first. */
  readonly places: readonly string[]
  /** Text of the nearest heading, `''` before the first. */
  readonly heading: string
  /** Whether the statement stands inside a generated region. */
  readonly generated: boolean
  /** Absent means stated. */
  readonly certainty?: Certainty
  /** First line of the tree or list whose entries stand or fall together, set for `layout` only; or of an arrow's diagram. */
  readonly group?: number
  /** As `group`, for a list around it whose introduction names the folder of all. */
  readonly outerGroup?: number
  /** The declaration that the text speaks of, when `subject` is the file or folder that the document gives as its home. */
  readonly symbol?: string
}

/**
 * How firmly the text says it.
 *
 * `stated`: in words. `transitive`: in words that also hold over a third module (`depends on`). `implied`: in words that
 * also allow an indirect relation (`uses`), or by standing under its home. `layout`: by its place in a tree or list alone.
 * `drawn`: an arrow, or a word like one (`calls`), that may mean any relation. `aside`: in a sentence that tells of the past
 * or of plans, too, or by what stands near; such a claim is kept only when it holds.
 */
export type Certainty = 'stated' | 'transitive' | 'implied' | 'layout' | 'drawn' | 'aside'

export type Verdict = 'verified' | 'refuted' | 'unverifiable'

export interface Place {
  readonly path: string
  /** 1-based. */
  readonly line: number
}

export interface Judgement {
  readonly verdict: Verdict
  /** Short and in the JSON's words, e.g. `exists`, `shortened`, `no such file`, `type-only`, `generated`. */
  readonly reason: string
  /** Sorted by path and line, at most five. */
  readonly evidence: readonly Place[]
  /** What the author probably meant. */
  readonly suggestion?: string
}

export interface JudgedClaim extends Claim, Judgement {}
