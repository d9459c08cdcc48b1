import type {TriageEvidence} from '../../artifacts/triage-row.ts'
import type {DeclaredSymbol} from '../../facts/facts.ts'
import type {CodeHit} from './code-hit.ts'
import type {NamedObject} from './objects.ts'

/** What the code says of one named object. */
export interface Finding {
  readonly object: NamedObject
  /**
   * `present`: where it should be. `stub`: declared, and does nothing yet. `elsewhere`: only outside of the named place.
   * `unused`: declared, and not used where it should be. `absent`: nowhere in the scope. `unclear`: cannot be decided.
   */
  readonly state: 'present' | 'stub' | 'elsewhere' | 'unused' | 'absent' | 'unclear'
  /** Whether the presence shows anything: a generic word or an ambiguous name does not. */
  readonly discriminating: boolean
  readonly evidence: readonly TriageEvidence[]
  /** Declarations that a test would have to reach. */
  readonly subjects: readonly DeclaredSymbol[]
  /** Command words that a test would have to spawn. */
  readonly command?: readonly string[]
  /** One short clause of Markdown. */
  readonly reason: string
}

/** A finding with nothing but its state and reason. */
export function plain(
  object: NamedObject,
  state: Finding['state'],
  reason: string,
  hits: readonly CodeHit[] = []
): Finding {
  return {
    object,
    state,
    discriminating: false,
    evidence: hits.slice(0, 3).map(hit => evidenceOf(hit, object.text)),
    subjects: [],
    reason
  }
}

export function evidenceOf(hit: Pick<CodeHit, 'path' | 'line' | 'role'>, object: string): TriageEvidence {
  return {path: hit.path, line: hit.line, role: hit.role, object}
}

/** A name as a code span, whatever backticks it holds. */
export function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(match => match[0].length))
  const fence = '`'.repeat(longest + 1)
  return longest > 0 ? `${fence} ${text} ${fence}` : `${fence}${text}${fence}`
}
