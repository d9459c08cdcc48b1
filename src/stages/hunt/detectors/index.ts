import type {Detector} from '../define-detector.ts'
import argumentBlindCache from './argument-blind-cache.ts'
import cachedRejection from './cached-rejection.ts'
import catchAndSpin from './catch-and-spin.ts'
import importCycleAtLoad from './import-cycle-at-load.ts'
import lazyInitRace from './lazy-init-race.ts'
import listenerMismatch from './listener-mismatch.ts'
import stateNotRestored from './state-not-restored.ts'
import statefulRegexp from './stateful-regexp.ts'
import uncheckedSpliceIndex from './unchecked-splice-index.ts'

/** Every detector, by id. */
export const detectors: readonly Detector[] = [
  argumentBlindCache,
  cachedRejection,
  catchAndSpin,
  importCycleAtLoad,
  lazyInitRace,
  listenerMismatch,
  stateNotRestored,
  statefulRegexp,
  uncheckedSpliceIndex
]
