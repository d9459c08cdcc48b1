import type {DangerZone} from '../../artifacts/danger-zone.ts'
import type {DroppedCandidate} from './define-detector.ts'

/** A danger zone before it has a number and what a person says of it. */
export type Finding = Omit<DangerZone, 'number' | 'status' | 'notes' | 'formerly'>

/** A suspicion that a kill removed, with the detector that had it. */
export interface Dropped extends DroppedCandidate {
  readonly detector: string
}
