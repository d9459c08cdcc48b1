import type {DangerZone} from '../../artifacts/danger-zone.ts'
import type {ExplainedDetector, Explanation} from '../explanation.ts'
import {proofText} from './proof.ts'

/** Markdown that a terminal shows well enough: the zone first, then the detector. */
export function explanationText({zone, foreignZone, resolved, detector, proof}: Explanation): string {
  if (zone) {
    const proven = proof ? [`${proofText(proof)}\n`] : []
    return [zoneText(zone), ...proven, ...(detector ? [challengesText(detector)] : [])].join('\n')
  }
  if (foreignZone) return `${foreignZone.label}: ${foreignZone.title}\n\n${foreignZone.text}\n`
  if (resolved)
    return `DZ-${resolved.number}: ${resolved.path}: ${resolved.title}\n\nResolved: hunt no longer finds it.\n`
  return detector ? (detector.page ?? detectorText(detector)) : ''
}

function zoneText(zone: DangerZone): string {
  const {impact, score} = zone
  const steps = zone.failurePath.map((step, index) => `  ${index + 1}. ${step}`)
  return [
    `DZ-${zone.number}: ${zone.path}:${zone.startLine}-${zone.endLine} (${zone.symbol}): ${zone.title}`,
    '',
    `Status: ${zone.status}`,
    `Rank: ${zone.tier}, ${zone.category}, confidence ${zone.confidence}, score ${score.total} = likelihood ${score.likelihood} + blast radius ${score.blastRadius} + detection gap ${score.detectionGap}`,
    `What fails: ${zone.failureMode}`,
    `When: ${zone.precondition}`,
    'How:',
    ...steps,
    `Why it is silent: ${zone.silence}`,
    `Who depends on it: directly at least ${impact.d1}, at one remove ${impact.d2}, at two ${impact.d3} (${impact.unresolved} call sites unresolved)`,
    `Why tests miss it: ${zone.detectionGap}`,
    'Evidence:',
    ...zone.evidence.map(({path, line, note}) => `  ${path}:${line} ${note}`),
    'Challenged:',
    ...zone.challenged.map(({kill, verdict, evidence}) => `  ${kill}: ${verdict}: ${evidence}`),
    `Fix: ${zone.fix}`,
    `Falsified by: ${zone.falsifiedBy}`,
    ''
  ].join('\n')
}

/** What a zone of this detector has to survive. */
function challengesText({id, code, kills}: ExplainedDetector): string {
  return [`Found by ${id} (${code}), which asks before it reports:`, ...kills.map(killLine), ''].join('\n')
}

function detectorText(detector: ExplainedDetector): string {
  const {id, code, category, precision} = detector
  return [
    `${id} (${code}): ${category}, precision class ${precision}`,
    'Asks before it reports:',
    ...detector.kills.map(killLine),
    ''
  ].join('\n')
}

function killLine({kill, question}: ExplainedDetector['kills'][number]): string {
  return `  ${kill}: ${question}`
}
