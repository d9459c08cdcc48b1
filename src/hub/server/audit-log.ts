import type {NewAuditRow} from '../audit-row.ts'
import type {AuditStore} from '../store/store.ts'
import type {Log} from './log.ts'

/** Writes rows to the store, soon or at once. */
export interface AuditLog {
  /** Written within `flushMs`, together with others. */
  add(row: NewAuditRow): void
  /** Fulfils once it is on the disk, or the store could not take it: then it waits with the others. */
  write(row: NewAuditRow): Promise<void>
  /** Rows that were lost because the store took none for too long. */
  dropped(): number
  /** Writes what waits; what cannot be written is lost, counted and logged. */
  stop(): Promise<void>
}

export interface AuditLogOptions {
  readonly store: Pick<AuditStore, 'append'>
  readonly flushMs: number
  /** Rows that wait at most: the newest are dropped. */
  readonly maxRows: number
  readonly log: Log
  /** Told how many rows were lost. */
  onDrop(rows: number): void
}

export function createAuditLog({store, flushMs, maxRows, log, onDrop}: AuditLogOptions): AuditLog {
  let waiting: NewAuditRow[] = []
  let dropped = 0
  let logged = 0
  let writing = Promise.resolve()
  const timer = setInterval(() => void flush(), flushMs).unref()

  /** One write after the other, so that rows keep their order. */
  function flush(): Promise<void> {
    logDrops()
    if (waiting.length > 0) writing = writing.then(writeWaiting)
    return writing
  }

  async function writeWaiting(): Promise<void> {
    const rows = waiting
    if (rows.length === 0) return
    waiting = []
    try {
      await store.append(rows)
    } catch {
      waiting = [...rows, ...waiting]
      if (waiting.length > maxRows) drop(waiting.splice(maxRows).length)
    }
  }

  function drop(rows: number): void {
    dropped += rows
    onDrop(rows)
  }

  /** Once for many: a store that is away is met by every call. */
  function logDrops(): void {
    if (dropped > logged)
      log({level: 'error', event: 'audit-dropped', rows: dropped - logged, total: dropped})
    logged = dropped
  }

  function add(row: NewAuditRow): void {
    if (waiting.length < maxRows) waiting.push(row)
    else drop(1)
  }

  return {
    add,
    write(row) {
      add(row)
      return flush()
    },
    dropped: () => dropped,
    async stop() {
      clearInterval(timer)
      await flush()
      if (waiting.length > 0) drop(waiting.length)
      waiting = []
      logDrops()
    }
  }
}
