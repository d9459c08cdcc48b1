import type {AuditStore} from '../store/store.ts'
import type {Log} from './log.ts'

const dayMs = 86_400_000

export interface PruneOptions {
  readonly audit: Pick<AuditStore, 'prune'>
  /** Rows that are older are removed. */
  readonly days: number
  readonly clock: () => number
  readonly log: Log
  readonly onError: (error: unknown) => void
}

/** Removes old audit rows now and once a day, on every node: twice removes no more. Returns how to stop it. */
export function pruneAudit({audit, days, clock, log, onError}: PruneOptions): () => Promise<void> {
  let pruning = Promise.resolve()
  const prune = () => {
    pruning = audit
      .prune(clock() - days * dayMs)
      .then(rows => {
        if (rows > 0) log({level: 'info', event: 'audit-pruned', rows})
      })
      .catch(onError)
  }
  prune()
  const timer = setInterval(prune, dayMs).unref()
  return () => {
    clearInterval(timer)
    return pruning
  }
}
