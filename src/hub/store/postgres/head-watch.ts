import {setTimeout as pause} from 'node:timers/promises'
import type pg from 'pg'
import type {Database} from './database.ts'
import {readLog} from './log.ts'
import {headChannel} from './schema.ts'

/** Tells listeners about the head, whichever node moved it. */
export interface HeadWatch {
  /** Starts the watch. Returns how to stop listening. */
  add(listener: (head: number) => void): () => void
  /** The head as this node knows it after a commit of its own. */
  moved(head: number): void
  close(): Promise<void>
}

/** Notifications come at once, but none for the time that their connection was away: hence the question as well. */
const pollMs = 500

/**
 * Listens on a connection of its own, which is made anew when it breaks, and asks for the head twice a second beside it. The
 * first listener starts it; it ends with the store.
 */
export function createHeadWatch(database: Database): HeadWatch {
  const listeners = new Set<(head: number) => void>()
  const stop = new AbortController()
  let head = -1
  let running: Promise<unknown> | undefined
  const tell = (next: number) => {
    if (next === head) return
    head = next
    for (const listener of listeners) listener(next)
  }
  const moved = (next: number) => tell(Math.max(next, head))
  return {
    add(listener) {
      // One function may be added twice, and is then told twice.
      const own = (next: number) => listener(next)
      listeners.add(own)
      running ??= Promise.all([
        listen(database, moved, stop.signal),
        poll(database, () => head, tell, stop.signal)
      ])
      return () => void listeners.delete(own)
    },
    moved,
    async close() {
      stop.abort()
      await running
    }
  }
}

/** An answer that is lower than before is a restored log; one that a notification overtook says nothing. */
async function poll(
  database: Database,
  known: () => number,
  tell: (head: number) => void,
  signal: AbortSignal
): Promise<void> {
  while (!signal.aborted) {
    const before = known()
    // The database being away is the matter of those who call it: here the next question is the answer.
    const log = await readLog(database).catch(() => undefined)
    if (log && known() === before && !signal.aborted) tell(log.head)
    await wait(pollMs, signal)
  }
}

async function listen(database: Database, moved: (head: number) => void, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    const client = await database.connect().catch(() => undefined)
    if (client && (await hear(client, moved, signal))) failures = 0
    await wait(Math.min(5000, 100 * 2 ** failures), signal)
  }
}

/** Until the connection ends; whether it ever heard. */
async function hear(client: pg.Client, moved: (head: number) => void, signal: AbortSignal): Promise<boolean> {
  const ended = new Promise<void>(resolve => client.once('end', resolve))
  const end = () => void client.end().catch(() => undefined)
  signal.addEventListener('abort', end, {once: true})
  client.on('notification', ({payload}) => moved(Number(payload)))
  try {
    if (signal.aborted) end()
    await client.query(`listen ${headChannel}`)
    await ended
    return true
  } catch {
    // As when it ends: another connection is made.
    end()
    return false
  } finally {
    signal.removeEventListener('abort', end)
  }
}

function wait(ms: number, signal: AbortSignal): Promise<unknown> {
  return pause(ms, undefined, {signal}).catch(() => undefined)
}
