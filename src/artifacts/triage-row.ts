import type {Proof} from './proof.ts'

export type TriageVerdict =
  | 'implemented-tested'
  | 'implemented-untested'
  | 'stale-premise'
  | 'partial'
  | 'not-implemented'
  | 'phantom'
  | 'not-checkable'
  | 'cannot-tell'

/** How a hit uses the object: only `declared` (and for flags `registered`) can implement anything. */
export type HitRole =
  | 'declared'
  | 'registered'
  | 'referenced'
  | 'mocked'
  | 'commented'
  | 'string'
  | 'exists'
  | 'absent'

export interface TriageEvidence {
  readonly path: string
  readonly line: number
  readonly role: HitRole
  /** What was found, e.g. `acquire`. */
  readonly object: string
}

export interface ReachingTest {
  readonly path: string
  readonly line: number
  /** Test, module, symbol. */
  readonly chain: readonly string[]
}

export interface TriageClause {
  readonly text: string
  readonly verb:
    | 'create'
    | 'change'
    | 'remove'
    | 'replace'
    | 'reuse'
    | 'test'
    | 'assert'
    | 'process'
    | 'unknown'
  readonly objects: readonly string[]
  readonly place?: string
  readonly state: 'met' | 'unmet' | 'contradicted' | 'unknown' | 'not-checkable'
}

/** A decision, spec or issue that an item names as its reason or its plan. */
export interface TriageCitation {
  readonly kind: 'spec' | 'decision' | 'issue'
  /** As written, without markup: `specs/retry.md`, `DECISIONS.md [2026-05-11]`, `#93`. */
  readonly text: string
  readonly verdict: 'verified' | 'refuted' | 'unverifiable'
  /** Short, in the words of a claim: `exists`, `no such file`. */
  readonly reason: string
  /** Where it was found. */
  readonly path?: string
  readonly line?: number
  /** What was probably meant. */
  readonly suggestion?: string
}

/** The judgement of one task item. */
export interface TriageItem {
  readonly file: string
  readonly line: number
  readonly id?: string
  readonly hash: string
  readonly text: string
  readonly checked: boolean
  readonly verdict: TriageVerdict
  /** Which rule fired, one sentence of Markdown. */
  readonly rule: string
  readonly confidence: 'high' | 'medium' | 'low'
  readonly clauses: readonly TriageClause[]
  readonly evidence: readonly TriageEvidence[]
  readonly tests: readonly ReachingTest[]
  /** What no test reaches and how many files were searched, Markdown. */
  readonly testNote?: string
  /** For absences: what was searched. */
  readonly scope?: string
  readonly nextStep: string
  /** With `--prove`; never in TRIAGE.md. */
  readonly proof?: Proof
  /** Why its author skipped it, in their words. */
  readonly rationale?: string
  /** Day on which it was written, as its file says it: `2026-04-08`. */
  readonly added?: string
  /** In the order of its text. */
  readonly citations?: readonly TriageCitation[]
}

/** A row as TRIAGE.md holds it: the texts of an item's lines. */
export interface TriageRow {
  readonly key: string
  readonly verdict: TriageVerdict
  readonly file: string
  readonly line: number
  /** First words. */
  readonly excerpt: string
  readonly rule: string
  readonly evidence: string
  readonly tests: string
  readonly next: string
  /** The person's `**Notes**`, Markdown. */
  readonly notes?: string
}

/** An action of NEXT-ACTIONS.md whose *done when* holds. */
export interface SatisfiedAction {
  /** `NA-3`. */
  readonly action: string
  readonly key: string
  readonly evidence: string
}

export interface Triage {
  readonly actions: readonly SatisfiedAction[]
  readonly open: readonly TriageRow[]
  readonly settled: readonly TriageRow[]
  /** Ticked items that hold. */
  readonly holding: number
  /** Rows over the limit of 200, only in JSON. */
  readonly omitted: number
}
