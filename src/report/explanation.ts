import type {DangerZone, ForeignZone, ResolvedZone} from '../artifacts/danger-zone.ts'
import type {Proof} from '../artifacts/proof.ts'
import type {Detector} from '../stages/hunt/define-detector.ts'
import {impactOf, scoreOf} from './findings.ts'
import {proofFields} from './proof.ts'

/** A detector without its function. */
export interface ExplainedDetector extends Pick<Detector, 'id' | 'code' | 'category' | 'precision'> {
  readonly kills: readonly {readonly kill: string; readonly question: string}[]
  /** Markdown. */
  readonly page?: string
}

/** What is known of the subject of `explain`. A zone comes with the detector that found it, if that still exists. */
export interface Explanation {
  readonly zone?: DangerZone
  readonly foreignZone?: ForeignZone
  readonly resolved?: ResolvedZone
  readonly detector?: ExplainedDetector
  /** Of the zone's guard, with `--prove`. */
  readonly proof?: Proof
}

export function detectorFields(
  {id, code, category, precision, kills}: Detector,
  page: string | undefined
): ExplainedDetector {
  return {
    id,
    code,
    category,
    precision,
    kills: Object.entries(kills).map(([kill, question]) => ({kill, question})),
    ...(page === undefined ? {} : {page})
  }
}

/** The fields of `explain` in `--json`, besides the subject. */
export function explainFields({zone, foreignZone, resolved, detector, proof}: Explanation) {
  return {
    ...(zone ? {zone: zoneFields(zone)} : {}),
    ...(foreignZone ? {foreignZone: foreignFields(foreignZone)} : {}),
    ...(resolved
      ? {
          resolved: {
            id: `DZ-${resolved.number}`,
            key: resolved.key,
            title: resolved.title,
            path: resolved.path
          }
        }
      : {}),
    ...(detector ? {detector} : {}),
    ...(proof ? {proof: proofFields(proof)} : {})
  }
}

function zoneFields(zone: DangerZone) {
  return {
    id: `DZ-${zone.number}`,
    key: zone.key,
    tier: zone.tier,
    status: zone.status,
    category: zone.category,
    confidence: zone.confidence,
    score: scoreOf(zone.score),
    path: zone.path,
    startLine: zone.startLine,
    endLine: zone.endLine,
    symbol: zone.symbol,
    title: zone.title,
    failureMode: zone.failureMode,
    precondition: zone.precondition,
    failurePath: [...zone.failurePath],
    silence: zone.silence,
    impact: impactOf(zone.impact),
    detectionGap: zone.detectionGap,
    evidence: zone.evidence.map(({path, line, note}) => ({path, line, note})),
    challenged: zone.challenged.map(({kill, verdict, evidence}) => ({kill, verdict, evidence})),
    fix: zone.fix,
    falsifiedBy: zone.falsifiedBy
  }
}

function foreignFields({label, title, text, status, line}: ForeignZone) {
  return {label, title, text, status, line}
}
