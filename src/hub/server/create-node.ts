import {setTimeout as pause} from 'node:timers/promises'
import {HubError} from '../hub-error.ts'
import type {HubStore} from '../store/store.ts'
import type {RandomBytes} from '../tokens/create-token.ts'
import {createBodyBudget} from './admission/body-budget.ts'
import {createRates} from './admission/create-rates.ts'
import {createAuditLog} from './audit-log.ts'
import {createStreams} from './follow/streams.ts'
import {openTail} from './follow/tail.ts'
import type {ServerLimits} from './limits.ts'
import type {Log} from './log.ts'
import {addGauges, createMetrics} from './metrics.ts'
import type {HubNode} from './node.ts'
import {pruneAudit} from './prune-audit.ts'
import {createTouches} from './touches.ts'
import {watchStreams} from './watch.ts'

export interface NodeOptions {
  readonly store: HubStore
  readonly limits: ServerLimits
  readonly version: string
  readonly log: Log
  readonly clock: () => number
  readonly randomBytes: RandomBytes
  readonly warnings: readonly string[]
  readonly onStop: () => void
}

/** A node without its listeners. */
export interface NodeParts {
  readonly node: HubNode
  /** Whether the store answers. */
  isHealthy(): Promise<boolean>
  /** Ends streams in order, and waits for open calls; no longer than `limits.stopMs`. */
  endCalls(): Promise<void>
  /** Writes what waits. */
  stop(): Promise<void>
}

/** Everything that the methods share. Throws as the store does. */
export async function createNode(options: NodeOptions): Promise<NodeParts> {
  const {store, limits, log, clock} = options
  const metrics = createMetrics()
  const streams = createStreams(limits)
  const onError = storeErrorCounter(log, () => metrics.storeErrors.inc())
  const tail = await openTail({
    ...{store, onError, recentBytes: limits.recentBytes},
    hasReaders: () => streams.size() > 0
  })
  const audit = createAuditLog({
    ...{store: store.audit, flushMs: limits.auditFlushMs, maxRows: limits.auditRows, log},
    onDrop: rows => metrics.auditDrops.inc(rows)
  })
  const touches = createTouches(store.tokens, limits.auditFlushMs, onError)
  const stopPruning = pruneAudit({audit: store.audit, days: limits.auditDays, clock, log, onError})
  const {everyMs, stallMs} = {everyMs: limits.tokenWatchMs, stallMs: limits.stallMs}
  const stopWatch = watchStreams({streams, tokens: store.tokens, everyMs, stallMs, clock, onError})
  const node: HubNode = {
    ...{store, limits, clock, log, metrics, audit, streams, tail, touches},
    ...{version: options.version, randomBytes: options.randomBytes, standingWarnings: options.warnings},
    ...{
      startedAt: clock(),
      rates: createRates(limits, clock),
      bodies: createBodyBudget(limits),
      calls: new Set(),
      stop: options.onStop
    }
  }
  addGauges(metrics, {
    openStreams: streams.size,
    head: tail.head,
    lag: () => Math.max(0, ...[...streams].map(({cursor}) => tail.head() - cursor)),
    recentBytes: tail.bytes
  })
  return {
    node,
    isHealthy: () => answers(store),
    endCalls: () => endCalls(node),
    async stop() {
      stopWatch()
      tail.stop()
      await Promise.all([touches.stop(), audit.stop(), stopPruning()])
    }
  }
}

async function answers(store: HubStore): Promise<boolean> {
  return store.head().then(
    () => true,
    () => false
  )
}

async function endCalls({streams, calls, limits}: HubNode): Promise<void> {
  for (const stream of streams)
    stream.end('stop', new HubError('unavailable', 'This node stops: go on at another'))
  const until = performance.now() + limits.stopMs
  while (calls.size > 0 && performance.now() < until) await pause(10)
}

/** Counts each; logs one a second, because a store that is away is met by everything. */
function storeErrorCounter(log: Log, count: () => void): (error: unknown) => void {
  let loggedAt = Number.NEGATIVE_INFINITY
  return error => {
    count()
    const now = performance.now()
    if (now - loggedAt < 1000) return
    loggedAt = now
    const reason = error instanceof HubError ? error.message : error instanceof Error ? error.name : 'unknown'
    log({level: 'error', event: 'store-error', reason})
  }
}
