import type {Detector} from '../define-detector.ts'
import argumentBlindCache from './argument-blind-cache.ts'
import cachedRejection from './cached-rejection.ts'
import catchAndSpin from './catch-and-spin.ts'
import disposeAfterReplace from './dispose-after-replace.ts'
import importCycleAtLoad from './import-cycle-at-load.ts'
import lazyInitRace from './lazy-init-race.ts'
import listenerMismatch from './listener-mismatch.ts'
import listenerOutlivesCall from './listener-outlives-call.ts'
import retryWithoutDelay from './retry-without-delay.ts'
import returnInTryFinally from './return-in-try-finally.ts'
import stateNotRestored from './state-not-restored.ts'
import statefulRegexp from './stateful-regexp.ts'
import swallowedWaiter from './swallowed-waiter.ts'
import uncheckedSpliceIndex from './unchecked-splice-index.ts'

/** Every detector, by id. */
export const detectors: readonly Detector[] = [
  argumentBlindCache,
  cachedRejection,
  catchAndSpin,
  disposeAfterReplace,
  importCycleAtLoad,
  lazyInitRace,
  listenerMismatch,
  listenerOutlivesCall,
  retryWithoutDelay,
  returnInTryFinally,
  stateNotRestored,
  statefulRegexp,
  swallowedWaiter,
  uncheckedSpliceIndex
]
