import type {Challenge, Impact, Tier} from '../../artifacts/danger-zone.ts'
import type {Facts, SymbolId} from '../../facts/facts.ts'
import type {Candidate, Detector} from './define-detector.ts'
import type {Finding} from './finding.ts'
import {joinCauses, keyOf, type Same} from './join-causes.ts'
import {isTrusted} from './measured-precision.ts'
import {describeGap, type Surroundings, scoreOf} from './score.ts'

const CRITICAL_TOTAL = 7

export interface World extends Surroundings {
  readonly facts: Facts
  impactOf(symbol: SymbolId): Impact
}

/** One finding for each cause. */
export function toFindings(detector: Detector, candidates: readonly Candidate[], world: World): Finding[] {
  return joinCauses(detector, candidates).map(same => toFinding(detector, same, world))
}

function toFinding(detector: Detector, same: Same, world: World): Finding {
  const [candidate] = same
  const score = scoreOf(candidate, world)
  const others = same.slice(1).flatMap(one => one.evidence)
  return {
    key: keyOf(detector, candidate),
    detector: detector.id,
    tier: tierOf(detector, candidate, score.total),
    category: detector.category,
    confidence: isComplete(candidate) ? candidate.confidence : 'low',
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
    impact: widestImpact(same, world),
    detectionGap: describeGap(candidate, world),
    evidence: distinct([...candidate.evidence, ...others]),
    challenged: candidate.challenged.map(one => withQuestion(detector, one)),
    fix: candidate.fix,
    falsifiedBy: candidate.falsifiedBy
  }
}

/** What could not be decided comes with its question, so that it can be answered where it stands. */
function withQuestion({kills}: Detector, challenge: Challenge): Challenge {
  const question = kills[challenge.kill]
  if (challenge.verdict !== 'undecided' || question === undefined) return challenge
  return {...challenge, evidence: `${lowerFirst(question)} ${challenge.evidence}`.trim()}
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}

/** Of several symbols the figures of the one with the most direct dependents: a lower bound for all. */
function widestImpact(same: Same, world: World): Impact {
  const [first, ...others] = same.map(one => impactOf(one, world)) as [Impact, ...Impact[]]
  return others.reduce((widest, next) => (next.d1 > widest.d1 ? next : widest), first)
}

/**
 * The impact of the symbol, or of the class around it when facts do not know the member. A constructor is the class:
 * who makes one calls it.
 */
function impactOf(candidate: Candidate, {facts, impactOf}: World): Impact {
  const name = candidate.symbol === 'module' ? '' : candidate.symbol.replace(/\.constructor$/, '')
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
  const isDecided = candidate.challenged.every(one => one.verdict !== 'undecided')
  const spreads = candidate.silent || candidate.spread === 3
  const isSure = isTrusted(detector) && candidate.confidence === 'high'
  return total >= CRITICAL_TOTAL && spreads && isComplete(candidate) && isDecided && isSure
    ? 'critical'
    : 'elevated'
}

/** Whether every field is there, the five of the evidence standard first. */
function isComplete({precondition, failurePath, silence, evidence, ...rest}: Candidate): boolean {
  const texts = [precondition, silence, rest.failureMode, rest.fix, rest.falsifiedBy]
  return texts.every(text => text !== '') && failurePath.length > 0 && evidence.length > 0
}
