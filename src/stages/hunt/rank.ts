import {compareBy} from '../../base/compare.ts'
import type {ModuleId} from '../../facts/facts.ts'
import {spreadDetectors} from './budget.ts'
import type {Detector} from './define-detector.ts'
import type {Finding} from './finding.ts'
import {expectedPrecision} from './measured-precision.ts'

/** How a finding that is sure to one that is a guess. */
const WEIGHT = {high: 1, medium: 0.85, low: 0.5} as const

/** Bands of earlier repairs of a file: an exact count would move the order with every commit. */
const REPAIR_BANDS = [10, 3, 1]

/**
 * Critical first. In a tier what is sure or likely before what is a guess, then by score, by the precision that the detector
 * is known to have, by direct dependents, by earlier repairs of the file, then by path and place.
 */
export function rank(
  findings: readonly Finding[],
  detectors: readonly Detector[],
  repairsOf: (path: ModuleId) => number
): Finding[] {
  const precisions = new Map(detectors.map(detector => [detector.id, expectedPrecision(detector)]))
  const order = compareBy<Finding>(
    one => (one.tier === 'critical' ? 0 : 1),
    one => (one.confidence === 'low' ? 1 : 0),
    one => -one.score.total,
    one => -(precisions.get(one.detector) ?? 0) * WEIGHT[one.confidence],
    one => -one.impact.d1,
    one => -(REPAIR_BANDS.find(band => repairsOf(one.path) >= band) ?? 0),
    one => one.path,
    one => one.startLine,
    one => one.key
  )
  return spreadDetectors([...findings].sort(order))
}
