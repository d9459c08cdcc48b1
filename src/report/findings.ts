import type {DangerZone} from '../artifacts/danger-zone.ts'

/** A finding as it is reported: `id` is `DZ-7`, or its key while it is over the budget. */
export interface ReportedFinding {
  readonly id: string
  readonly finding: Omit<DangerZone, 'number' | 'status' | 'notes' | 'formerly'>
}

export interface ReportedDrop {
  readonly detector: string
  readonly path: string
  readonly line: number
  readonly kill: string
  readonly reason: string
}

export interface FindingsReport {
  /** In report order. */
  readonly findings: readonly ReportedFinding[]
  readonly dropped: readonly ReportedDrop[]
  readonly hidden: number
  /** Where a revision was named to compare with. */
  readonly since?: SinceReport
}

/** What changed since a revision, over the budget or not. */
export interface SinceReport {
  readonly revision: string
  readonly introduced: readonly ReportedFinding[]
  /** They have no number any more: `id` is the key. */
  readonly resolved: readonly ReportedFinding[]
  readonly unchanged: readonly ReportedFinding[]
}

/** The fields of `hunt` in `--json`. */
export function findingFields({findings, dropped, hidden, since}: FindingsReport) {
  return {
    findings: findings.map(findingOf),
    dropped: dropped.map(({detector, path, line, kill, reason}) => ({detector, path, line, kill, reason})),
    hidden,
    ...(since ? {since: sinceOf(since)} : {})
  }
}

function sinceOf({revision, introduced, resolved, unchanged}: SinceReport) {
  return {
    revision,
    introduced: introduced.map(findingOf),
    resolved: resolved.map(findingOf),
    unchanged: unchanged.map(({id}) => id)
  }
}

function findingOf({id, finding}: ReportedFinding) {
  return {
    id,
    detector: finding.detector,
    category: finding.category,
    tier: finding.tier,
    confidence: finding.confidence,
    score: scoreOf(finding.score),
    path: finding.path,
    startLine: finding.startLine,
    endLine: finding.endLine,
    symbol: finding.symbol,
    title: finding.title,
    precondition: finding.precondition,
    failurePath: [...finding.failurePath],
    silence: finding.silence,
    evidence: finding.evidence.map(({path, line, note}) => ({path, line, note})),
    impact: impactOf(finding.impact),
    challenged: finding.challenged.map(({kill, verdict, evidence}) => ({kill, verdict, evidence})),
    fix: finding.fix
  }
}

export function scoreOf({likelihood, blastRadius, detectionGap, total}: DangerZone['score']) {
  return {likelihood, blastRadius, detectionGap, total}
}

export function impactOf({d1, d2, d3, unresolved}: DangerZone['impact']) {
  return {d1, d2, d3, unresolved}
}
