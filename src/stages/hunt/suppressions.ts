import type {Problem} from '../../errors.ts'
import type {ModuleAst} from '../../facts/facts.ts'
import type {Candidate, DetectorContext, DroppedCandidate} from './define-detector.ts'

/** A comment `groundtruth-ignore DETECTOR: reason`. It speaks for its own line and for the next one. */
export interface Suppression {
  readonly path: string
  /** 1-based line of the comment's end. */
  readonly line: number
  readonly detector: string
  readonly reason: string
}

const FORM = /^\s*groundtruth-ignore\s+([a-z][a-z0-9-]*)\s*(?::\s*(.*?))?\s*$/s

/** The suppressions of all hunted modules, in source order. */
export function readSuppressions(context: DetectorContext): Suppression[] {
  return context.modules.flatMap(id => {
    const ast = context.ast(id)
    return ast?.text.includes('groundtruth-ignore') ? suppressionsIn(ast) : []
  })
}

function suppressionsIn(ast: ModuleAst): Suppression[] {
  return ast.comments.flatMap(comment => {
    const match = FORM.exec(comment.value)
    const detector = match?.[1]
    if (detector === undefined) return []
    return [{path: ast.path, line: ast.lineOf(comment.end), detector, reason: match?.[2] ?? ''}]
  })
}

/** The suppression of a candidate: on the first line of the candidate, on one of its evidence lines, or right above. */
export function suppressionOf(
  detector: string,
  candidate: Candidate,
  suppressions: readonly Suppression[]
): Suppression | undefined {
  const lines = new Set([
    candidate.startLine,
    ...candidate.evidence.filter(one => one.path === candidate.path).map(one => one.line)
  ])
  return suppressions.find(
    one =>
      one.detector === detector &&
      one.path === candidate.path &&
      one.reason !== '' &&
      (lines.has(one.line) || lines.has(one.line + 1))
  )
}

export function ignored(candidate: Candidate, suppression: Suppression): DroppedCandidate {
  return {path: candidate.path, line: candidate.startLine, kill: 'ignored', reason: suppression.reason}
}

/** What is odd about the suppressions: no reason, an unknown detector, or nothing left to silence. */
export function suppressionProblems(
  suppressions: readonly Suppression[],
  used: ReadonlySet<Suppression>,
  known: ReadonlySet<string>
): Problem[] {
  return suppressions.flatMap(one => {
    const message = problemOf(one, used, known)
    return message ? [{kind: 'stale-suppression', path: one.path, line: one.line, message}] : []
  })
}

function problemOf(
  one: Suppression,
  used: ReadonlySet<Suppression>,
  known: ReadonlySet<string>
): string | undefined {
  if (!known.has(one.detector)) return `groundtruth-ignore names ${one.detector}, which is no detector`
  if (one.reason === '')
    return `groundtruth-ignore ${one.detector} gives no reason after a colon, so it is not followed`
  return used.has(one) ? undefined : `groundtruth-ignore ${one.detector} silences nothing any more`
}
