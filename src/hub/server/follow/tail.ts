import {limits} from '../../limits.ts'
import type {HubStore, LogPage, LogQuery} from '../../store/store.ts'
import {createRecentRows, type RecentRows} from './recent-rows.ts'

/** The end of the log as one node knows it: committed rows only. */
export interface Tail {
  head(): number
  logId(): string
  bytes(): number
  /** A page from memory, else from the store. */
  read(query: LogQuery): Promise<LogPage>
  /** Fulfils once there are rows after `seq`, the log is another, `ms` are over, or the signal aborts. */
  beyond(seq: number, ms: number, signal: AbortSignal): Promise<void>
  /** Looks at the log now. Rejects as the store does: what is known may be of before then. */
  refresh(): Promise<void>
  stop(): void
}

export interface TailOptions {
  readonly store: Pick<HubStore, 'logId' | 'head' | 'onHead' | 'read'>
  readonly recentBytes: number
  /** Whether anybody reads: without readers no rows are kept. */
  readonly hasReaders: () => boolean
  readonly onError: (error: unknown) => void
}

/** After a failure the log is looked at again, in milliseconds. */
const retryMs = 500

/** A restore changes the log without a new row: so it is also looked at without one, in milliseconds. */
const lookMs = 5000

export async function openTail({store, recentBytes, hasReaders, onError}: TailOptions): Promise<Tail> {
  let logId = await store.logId()
  const recent = createRecentRows(recentBytes, await store.head())
  const waiting = new Set<() => void>()
  let stopped = false
  let running: Promise<void> | undefined
  let again = false
  let retry: NodeJS.Timeout | undefined

  /** One look at a time; a call during one makes another one follow. */
  function refresh(): Promise<void> {
    again = true
    running ??= look()
    return running
  }

  async function look(): Promise<void> {
    let failure: {readonly error: unknown} | undefined
    while (again && !stopped) {
      again = false
      failure = undefined
      try {
        const current = await store.logId()
        if (current !== logId) recent.reset(await store.head())
        logId = current
        await catchUp(store, recent, hasReaders)
        for (const wake of [...waiting]) wake()
      } catch (error) {
        failure = {error}
        onError(error)
        clearTimeout(retry)
        retry = setTimeout(lookAgain, retryMs).unref()
      }
    }
    // Together with the last question for `again`: who asks from here on begins a look.
    running = undefined
    if (failure) throw failure.error
  }

  // Told above, and another follows.
  const lookAgain = () => void refresh().catch(() => undefined)
  const looking = setInterval(lookAgain, lookMs).unref()
  const stopListening = store.onHead(lookAgain)
  // What was committed between the look above and the subscription.
  await refresh().catch(() => undefined)
  return {
    head: recent.through,
    logId: () => logId,
    bytes: recent.bytes,
    read: async query => recent.read(query) ?? (await store.read(query)),
    beyond: (seq, ms, signal) => {
      const seen = logId
      return wait(waiting, () => recent.through() > seq || logId !== seen, ms, signal)
    },
    refresh,
    stop() {
      stopped = true
      clearInterval(looking)
      stopListening()
      clearTimeout(retry)
    }
  }
}

async function catchUp(
  store: TailOptions['store'],
  recent: RecentRows,
  hasReaders: () => boolean
): Promise<void> {
  const head = await store.head()
  // A log that was taken back keeps its id only where somebody went around the restore.
  if (!hasReaders() || head < recent.through()) recent.reset(head)
  while (recent.through() < head) {
    const {rows} = await store.read({since: recent.through(), limit: limits.maxPageRows})
    if (rows.length === 0) return
    recent.push(rows)
  }
}

function wait(
  waiting: Set<() => void>,
  isDone: () => boolean,
  ms: number,
  signal: AbortSignal
): Promise<void> {
  if (isDone() || signal.aborted) return Promise.resolve()
  return new Promise(resolve => {
    const end = () => {
      waiting.delete(wake)
      signal.removeEventListener('abort', end)
      clearTimeout(timer)
      resolve()
    }
    const wake = () => {
      if (isDone()) end()
    }
    const timer = setTimeout(end, ms)
    waiting.add(wake)
    signal.addEventListener('abort', end)
  })
}
