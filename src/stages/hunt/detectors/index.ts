import type {Detector} from '../define-detector.ts'
import ambiguousCacheKey from './ambiguous-cache-key.ts'
import appendToArgument from './append-to-argument.ts'
import argumentBlindCache from './argument-blind-cache.ts'
import asyncInVoidCallback from './async-in-void-callback.ts'
import blockingInHandler from './blocking-in-handler.ts'
import bufferClearedAfterUse from './buffer-cleared-after-use.ts'
import cachedRejection from './cached-rejection.ts'
import capturedBeforeAssignment from './captured-before-assignment.ts'
import catchAndSpin from './catch-and-spin.ts'
import checkThenAct from './check-then-act.ts'
import claimNotWithdrawn from './claim-not-withdrawn.ts'
import clearAwaitFill from './clear-await-fill.ts'
import comparatorMissesProp from './comparator-misses-prop.ts'
import counterChangedTwice from './counter-changed-twice.ts'
import disposeAfterReplace from './dispose-after-replace.ts'
import doubleRelease from './double-release.ts'
import droppedTimer from './dropped-timer.ts'
import earlyCompletion from './early-completion.ts'
import emitterWithoutErrorListener from './emitter-without-error-listener.ts'
import endlessLoop from './endless-loop.ts'
import fixedSharedTarget from './fixed-shared-target.ts'
import floatingRejection from './floating-rejection.ts'
import forgottenAwait from './forgotten-await.ts'
import hiddenPromise from './hidden-promise.ts'
import ignoredDisposer from './ignored-disposer.ts'
import importCycleAtLoad from './import-cycle-at-load.ts'
import incompleteCacheKey from './incomplete-cache-key.ts'
import lazyInitRace from './lazy-init-race.ts'
import leftSuspended from './left-suspended.ts'
import listenerMismatch from './listener-mismatch.ts'
import listenerOutlivesCall from './listener-outlives-call.ts'
import lostDepthGuard from './lost-depth-guard.ts'
import maskedError from './masked-error.ts'
import missingCase from './missing-case.ts'
import missingInvalidation from './missing-invalidation.ts'
import neverReleased from './never-released.ts'
import overwriteWithoutRelease from './overwrite-without-release.ts'
import overwritingFallthrough from './overwriting-fallthrough.ts'
import parseBeforeStatus from './parse-before-status.ts'
import partialTeardown from './partial-teardown.ts'
import pollutingKey from './polluting-key.ts'
import promiseAsValue from './promise-as-value.ts'
import quadraticLookup from './quadratic-lookup.ts'
import queryInLoop from './query-in-loop.ts'
import raceInLoop from './race-in-loop.ts'
import readAwaitWrite from './read-await-write.ts'
import recursionWithoutProgress from './recursion-without-progress.ts'
import reentrantClose from './reentrant-close.ts'
import regexpBacktracking from './regexp-backtracking.ts'
import rejectionPastCatch from './rejection-past-catch.ts'
import releaseMissedOnPath from './release-missed-on-path.ts'
import retryWithoutDelay from './retry-without-delay.ts'
import returnInTryFinally from './return-in-try-finally.ts'
import setUpTwice from './set-up-twice.ts'
import settleTwice from './settle-twice.ts'
import sharedArgumentInParallel from './shared-argument-in-parallel.ts'
import shutdownOrder from './shutdown-order.ts'
import skippedWait from './skipped-wait.ts'
import spreadOfUnknownLength from './spread-of-unknown-length.ts'
import staleAfterAwait from './stale-after-await.ts'
import stateNotRestored from './state-not-restored.ts'
import statefulRegexp from './stateful-regexp.ts'
import stuckQueue from './stuck-queue.ts'
import swallowAndContinue from './swallow-and-continue.ts'
import swallowedError from './swallowed-error.ts'
import swallowedWaiter from './swallowed-waiter.ts'
import unawaitedBeforeExit from './unawaited-before-exit.ts'
import unboundMethod from './unbound-method.ts'
import unboundedGrowth from './unbounded-growth.ts'
import unboundedParallel from './unbounded-parallel.ts'
import unboundedRecursion from './unbounded-recursion.ts'
import uncheckedSpliceIndex from './unchecked-splice-index.ts'
import unclosedTransaction from './unclosed-transaction.ts'
import unnotifiedWaiter from './unnotified-waiter.ts'
import writeOutsideTransaction from './write-outside-transaction.ts'

/** Every detector, sorted by id. Made by `node scripts/list-detectors.mjs`. */
export const detectors: readonly Detector[] = [
  ambiguousCacheKey,
  appendToArgument,
  argumentBlindCache,
  asyncInVoidCallback,
  blockingInHandler,
  bufferClearedAfterUse,
  cachedRejection,
  capturedBeforeAssignment,
  catchAndSpin,
  checkThenAct,
  claimNotWithdrawn,
  clearAwaitFill,
  comparatorMissesProp,
  counterChangedTwice,
  disposeAfterReplace,
  doubleRelease,
  droppedTimer,
  earlyCompletion,
  emitterWithoutErrorListener,
  endlessLoop,
  fixedSharedTarget,
  floatingRejection,
  forgottenAwait,
  hiddenPromise,
  ignoredDisposer,
  importCycleAtLoad,
  incompleteCacheKey,
  lazyInitRace,
  leftSuspended,
  listenerMismatch,
  listenerOutlivesCall,
  lostDepthGuard,
  maskedError,
  missingCase,
  missingInvalidation,
  neverReleased,
  overwriteWithoutRelease,
  overwritingFallthrough,
  parseBeforeStatus,
  partialTeardown,
  pollutingKey,
  promiseAsValue,
  quadraticLookup,
  queryInLoop,
  raceInLoop,
  readAwaitWrite,
  recursionWithoutProgress,
  reentrantClose,
  regexpBacktracking,
  rejectionPastCatch,
  releaseMissedOnPath,
  retryWithoutDelay,
  returnInTryFinally,
  setUpTwice,
  settleTwice,
  sharedArgumentInParallel,
  shutdownOrder,
  skippedWait,
  spreadOfUnknownLength,
  staleAfterAwait,
  stateNotRestored,
  statefulRegexp,
  stuckQueue,
  swallowAndContinue,
  swallowedError,
  swallowedWaiter,
  unawaitedBeforeExit,
  unboundMethod,
  unboundedGrowth,
  unboundedParallel,
  unboundedRecursion,
  uncheckedSpliceIndex,
  unclosedTransaction,
  unnotifiedWaiter,
  writeOutsideTransaction
]
