import {createHubClient} from '../../../../src/hub/client/hub-client.ts'
import type {Fault} from './faults.ts'

/** Subscribers of one process, each with a client and a cursor of its own. */
export interface Subscribers {
  /** From now on the time is measured until each has a row that was published after the fault. */
  onFault(fault: Fault): void
  report(): SubscriberReport
  /** Ids by number, as the first of them received it; undefined where none did. */
  ids(): readonly (string | undefined)[]
  close(): void
}

export interface SubscriberReport {
  /** Where each stands: the number of its last row. */
  readonly seqs: readonly number[]
  /** Rows that were not the one after the row before: a gap, a double or a step back. */
  readonly disorder: number
  /** Rows whose id is another one than a sibling got under this number. */
  readonly differing: number
  /** How often one was sent back to the start of the log. */
  readonly resyncs: number
  readonly errors: readonly string[]
  /** How often an attempt failed, by its reason, without the numbers of ports. */
  readonly causes: Readonly<Record<string, number>>
  /** Streams that broke; for each, milliseconds until the next one began. */
  readonly reconnectMs: readonly number[]
  /** For each fault and subscriber, milliseconds from the fault to the first row that was published after it. */
  readonly backMs: readonly BackTime[]
}

export interface BackTime extends Fault {
  readonly subscriber: number
  readonly ms: number
}

export interface SubscriberOptions {
  readonly peers: readonly string[]
  readonly token: string
  readonly count: number
  /** Number of the first one; each begins at another peer. */
  readonly first: number
}

export function startSubscribers({peers, token, count, first}: SubscriberOptions): Subscribers {
  const causes: Record<string, number> = {}
  const state = {disorder: 0, differing: 0, resyncs: 0}
  const [ids, errors, reconnectMs, backMs]: [(string | undefined)[], string[], number[], BackTime[]] = [
    [],
    [],
    [],
    []
  ]
  const all = Array.from({length: count}, (_, index) => subscribe(first + index))

  function subscribe(subscriber: number) {
    const own = {seq: 0, faults: [] as Fault[], brokeAt: 0}
    const at = subscriber % peers.length
    const client = createHubClient({
      peers: [...peers.slice(at), ...peers.slice(0, at)],
      token,
      onRetry: ({cause}) => {
        own.brokeAt ||= Date.now()
        const reason = cause.message.replace(/127\.0\.0\.1:\d+/, 'a node')
        causes[reason] = (causes[reason] ?? 0) + 1
      }
    })
    follow().catch(error => errors.push(`${subscriber}: ${error}`))

    async function follow(): Promise<void> {
      for await (const event of client.follow({since: 0})) {
        if (own.brokeAt > 0) reconnectMs.push(Date.now() - own.brokeAt)
        own.brokeAt = 0
        if (event.kind === 'resync') state.resyncs++
        if (event.kind !== 'entry') continue
        if (event.seq !== own.seq + 1) state.disorder++
        own.seq = event.seq
        ids[event.seq - 1] ??= event.id
        if (ids[event.seq - 1] !== event.id) state.differing++
        const passed = own.faults.filter(({at}) => at < event.publishedAt)
        for (const fault of passed) backMs.push({...fault, subscriber, ms: Date.now() - fault.at})
        if (passed.length > 0) own.faults = own.faults.filter(fault => !passed.includes(fault))
      }
    }
    return {own, close: client.close}
  }

  return {
    onFault(fault) {
      for (const {own} of all) own.faults.push(fault)
    },
    report: () => ({...state, seqs: all.map(({own}) => own.seq), errors, causes, reconnectMs, backMs}),
    ids: () => ids,
    close() {
      for (const {close} of all) close()
    }
  }
}
