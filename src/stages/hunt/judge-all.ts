import type {Candidate, Detector, DetectorContext, DroppedCandidate, Judged} from './define-detector.ts'
import {allCode} from './machinery/code.ts'

/** What one detector says of a repository. */
export interface Detection {
  readonly detector: Detector
  readonly candidates: readonly Candidate[]
  readonly dropped: readonly DroppedCandidate[]
}

/**
 * What each detector says, in their order. Modules are taken in turn and each is shown to all detectors, so that its
 * tree is made once however large the repository is.
 */
export function judgeAll(detectors: readonly Detector[], context: DetectorContext): Detection[] {
  const judged = new Map<Detector, Judged[]>(detectors.map(detector => [detector, []]))
  const add = (detector: Detector, found: readonly Judged[] = []) => {
    for (const one of found) judged.get(detector)?.push(one)
  }
  for (const code of allCode(context))
    for (const detector of detectors) add(detector, detector.judge?.(code, context))
  for (const detector of detectors) add(detector, detector.judgeWhole?.(context))
  return [...judged].map(([detector, found]) => ({
    detector,
    candidates: found.filter(one => !('kill' in one)) as Candidate[],
    dropped: found.filter(one => 'kill' in one) as DroppedCandidate[]
  }))
}
