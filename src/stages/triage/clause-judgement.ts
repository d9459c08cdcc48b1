import type {ReachingTest, TriageClause, TriageEvidence} from '../../artifacts/triage-row.ts'
import type {DeclaredSymbol} from '../../facts/facts.ts'
import type {Guard} from './shapes/guards.ts'

/** One clause of an item, judged. */
export interface ClauseJudgement {
  readonly clause: TriageClause
  /** Whether a met clause shows that work was done, and not only that something was there. */
  readonly discriminating: boolean
  /** Whether what would meet the clause was there before the item was written. */
  readonly dated?: boolean
  /** Whether the clause is unmet because what it names stands nowhere in the scope. */
  readonly absent: boolean
  /** Whether the clause asserts or presumes a state that is false: `contradicted` then, and the item is stale. */
  readonly stale: boolean
  /** Whether something behaves differently when the clause is met, so that a test could reach it. */
  readonly behaviour: boolean
  readonly evidence: readonly TriageEvidence[]
  readonly subjects: readonly DeclaredSymbol[]
  readonly commands: readonly (readonly string[])[]
  /** Tests that meet a test clause. */
  readonly tests: readonly ReachingTest[]
  /** The condition that meets the clause, when one does. */
  readonly guard?: Guard
  /** One sentence part of Markdown: what decided. */
  readonly reason: string
}

/** A judgement with the parts that most clauses do not have left empty. */
export function judged(
  clause: TriageClause,
  reason: string,
  parts: Partial<ClauseJudgement> = {}
): ClauseJudgement {
  return {
    clause,
    discriminating: false,
    absent: false,
    stale: false,
    behaviour: false,
    evidence: [],
    subjects: [],
    commands: [],
    tests: [],
    reason,
    ...parts
  }
}
