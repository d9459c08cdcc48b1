import type {Impact, Tier} from '../../artifacts/danger-zone.ts'
import {compareBy} from '../../base/compare.ts'
import type {Facts, SymbolId} from '../../facts/facts.ts'
import type {Candidate, Detector} from './define-detector.ts'
import type {Finding} from './finding.ts'
import type {Reach} from './reach.ts'
import {describeGap, scoreOf} from './score.ts'

const CRITICAL_TOTAL = 7

export interface World {
  readonly facts: Facts
  readonly reach: Reach
  impactOf(symbol: SymbolId): Impact
}

/** One finding for each cause: candidates of one detector with the same symbol and resource are joined. */
export function toFindings(detector: Detector, candidates: readonly Candidate[], world: World): Finding[] {
  const byKey = new Map<string, Candidate[]>()
  const order = compareBy<Candidate>(
    one => one.path,
    one => one.startLine,
    one => one.endLine,
    one => one.title
  )
  for (const candidate of [...candidates].sort(order)) {
    const key = keyOf(detector, candidate)
    const same = byKey.get(key)
    if (same) same.push(candidate)
    else byKey.set(key, [candidate])
  }
  return [...byKey].map(([key, same]) => toFinding(detector, key, same, world))
}

/** `DETECTOR/PATH/SYMBOL/RESOURCE`: no line, no offset, one line of text. */
function keyOf(detector: Detector, candidate: Candidate): string {
  const part = (text: string) => text.replace(/\s+/g, '').replaceAll('/', '.').replaceAll('--', '-')
  return `${detector.id}/${candidate.path}/${part(candidate.symbol)}/${part(candidate.resource)}`
}

function toFinding(detector: Detector, key: string, same: readonly Candidate[], world: World): Finding {
  const [candidate] = same as [Candidate]
  const score = scoreOf(candidate, world.reach)
  const others = same.slice(1).flatMap(one => one.evidence)
  return {
    key,
    detector: detector.id,
    tier: tierOf(detector, candidate, score.total),
    category: detector.category,
    confidence: candidate.confidence,
    score,
    path: candidate.path,
    startLine: candidate.startLine,
    endLine: candidate.endLine,
    symbol: candidate.symbol,
    title: candidate.title,
    failureMode: candidate.failureMode,
    precondition: candidate.precondition,
    failurePath: candidate.failurePath,
    silence: candidate.silence,
    impact: impactOf(candidate, world),
    detectionGap: describeGap(candidate, world.reach),
    evidence: distinct([...candidate.evidence, ...others]),
    challenged: candidate.challenged,
    fix: candidate.fix,
    falsifiedBy: candidate.falsifiedBy
  }
}

/** The impact of the symbol, or of the class around it when facts do not know the member. */
function impactOf(candidate: Candidate, {facts, impactOf}: World): Impact {
  const name = candidate.symbol === 'module' ? '' : candidate.symbol
  const id = `${candidate.path}#${name}`
  if (name === '' || facts.symbol(id)) return impactOf(id)
  return impactOf(`${candidate.path}#${name.split('.')[0]}`)
}

function distinct(evidence: Candidate['evidence']): Candidate['evidence'] {
  const seen = new Set<string>()
  return evidence.filter(one => {
    const text = `${one.path}:${one.line}:${one.note}`
    if (seen.has(text)) return false
    seen.add(text)
    return true
  })
}

/**
 * Critical: at least 7, silent or process-wide, every field filled from code, no kill undecided, and a detector
 * that is right nine times in ten. Everything else is elevated.
 */
function tierOf(detector: Detector, candidate: Candidate, total: number): Tier {
  const isComplete = [candidate.failureMode, candidate.precondition, candidate.silence, candidate.fix].every(
    text => text !== ''
  )
  const isDecided = candidate.challenged.every(one => one.verdict !== 'undecided')
  const spreads = candidate.silent || candidate.spread === 3
  const isSure = detector.precision === 'A' && candidate.confidence === 'high'
  const hasPath = candidate.failurePath.length > 0 && candidate.evidence.length > 0
  return total >= CRITICAL_TOTAL && spreads && isComplete && hasPath && isDecided && isSure
    ? 'critical'
    : 'elevated'
}
