import {Counter, Gauge, Registry} from 'prom-client'

/** What a node counts. No label holds a token, a subject or a project. */
export interface Metrics {
  readonly registry: Registry
  readonly calls: Counter<'method' | 'code'>
  readonly published: Counter
  readonly streamEnds: Counter<'cause'>
  readonly authFailures: Counter
  readonly rateLimited: Counter
  readonly auditDrops: Counter
  readonly storeErrors: Counter
}

/** What a node is asked for when its metrics are. */
export interface Gauges {
  readonly openStreams: () => number
  readonly head: () => number
  /** Rows that the slowest stream is behind. */
  readonly lag: () => number
  readonly recentBytes: () => number
}

const prefix = 'groundtruth_hub_'

/** Counters of one node, in a registry of its own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const counter = <Label extends string = never>(name: string, help: string, labelNames: Label[] = []) =>
    new Counter<Label>({name: `${prefix}${name}`, help, labelNames, registers: [registry]})
  return {
    registry,
    calls: counter('calls_total', 'Calls by method and code', ['method', 'code']),
    published: counter('published_entries_total', 'Entries that were stored'),
    streamEnds: counter('stream_ends_total', 'Streams that ended, by cause', ['cause']),
    authFailures: counter('auth_failures_total', 'Calls without a valid token'),
    rateLimited: counter('rate_limited_total', 'Calls refused because of a rate or a number of streams'),
    auditDrops: counter('audit_drops_total', 'Rows of the audit log that were lost'),
    storeErrors: counter('store_errors_total', 'Times that the store could not do what it was asked to')
  }
}

export function addGauges({registry}: Metrics, gauges: Gauges): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `${prefix}${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read())
      }
    })
  gauge('open_streams', 'Streams that are open', gauges.openStreams)
  gauge('head', 'Number of the last row of the log that this node knows', gauges.head)
  gauge('stream_lag_rows', 'Rows that the slowest stream is behind', gauges.lag)
  gauge('recent_bytes', 'Bytes of the latest rows that are kept for subscribers', gauges.recentBytes)
}
