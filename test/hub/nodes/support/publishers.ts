import {setTimeout as pause} from 'node:timers/promises'
import type {HubClient} from '../../../../src/hub/client/hub-client.ts'
import type {NewEntry} from '../../../../src/hub/entry.ts'
import {HubError} from '../../../../src/hub/hub-error.ts'

/** Publishers that send each entry until it is acknowledged. */
export interface Publishers {
  /** Number by id of what was acknowledged. */
  readonly acked: ReadonlyMap<string, number>
  readonly counts: PublishCounts
  /** Ends once what was begun is acknowledged. */
  stop(): Promise<void>
}

export interface PublishCounts {
  /** Calls that found no node at all, and were made again. */
  retries: number
  /** Entries that were sent again after their acknowledgement. */
  repeats: number
  /** Of them those that got another number. */
  renumbered: number
}

/** One for each client, which sends an entry, waits for `pauseMs`, and goes on. Every tenth entry is sent twice. */
export function startPublishers(clients: readonly HubClient[], pauseMs: number): Publishers {
  const acked = new Map<string, number>()
  const counts: PublishCounts = {retries: 0, repeats: 0, renumbered: 0}
  let publishing = true

  async function publish(client: HubClient, publisher: number): Promise<void> {
    for (let index = 0; publishing; index++) {
      const entry = newEntry(`${publisher}/${index}`)
      const seq = await untilAcked(client, entry)
      acked.set(entry.id, seq)
      if (index % 10 === 0) {
        counts.repeats++
        if ((await untilAcked(client, entry)) !== seq) counts.renumbered++
      }
      await pause(pauseMs)
    }
  }

  async function untilAcked(client: HubClient, entry: NewEntry): Promise<number> {
    for (let attempt = 0; attempt < 1000; attempt++)
      try {
        const {seqs} = await client.publish([entry])
        return seqs[0] ?? Number.NaN
      } catch (error) {
        if (!(error instanceof HubError && ['unavailable', 'exhausted'].includes(error.kind))) throw error
        counts.retries++
        await pause(100)
      }
    throw new Error(`${entry.id} was never acknowledged`)
  }

  const all = Promise.all(clients.map(publish))
  // Told by `stop`; until then nobody waits for it.
  all.catch(() => undefined)
  return {
    acked,
    counts,
    async stop() {
      publishing = false
      await all
    }
  }
}

function newEntry(id: string): NewEntry {
  return {id, type: 'learning', content: `${id} `.repeat(60), meta: {}}
}
