import {randomBytes as systemRandomBytes} from 'node:crypto'
import {once} from 'node:events'
import type {Server as HttpServer} from 'node:http'
import type {Server} from 'node:net'
import {HubError} from '../hub-error.ts'
import {isLoopback} from '../is-loopback.ts'
import type {HubStore} from '../store/store.ts'
import type {RandomBytes} from '../tokens/create-token.ts'
import {createNode} from './create-node.ts'
import {createFirstToken} from './first-token.ts'
import {type Address, listen} from './http/listen.ts'
import {createMetricsFront} from './http/metrics-front.ts'
import {createPlainFront} from './http/plain-front.ts'
import {createTlsFront, type Tls} from './http/tls-front.ts'
import {defaultLimits, type ServerLimits} from './limits.ts'
import type {Log} from './log.ts'
import {serveRpc} from './serve-rpc.ts'

export interface StartHubOptions {
  /** Its owner closes it, after the hub has stopped. */
  readonly store: HubStore
  readonly listen: Address
  /** Absent: no TLS, which is refused on an address that others can reach. */
  readonly tls?: Tls
  /** Serves without TLS all the same; logged, and shown by Status. */
  readonly insecure?: boolean
  /** Of `/metrics` and `/healthz`; absent: not served. */
  readonly metrics?: Address
  readonly limits?: Partial<ServerLimits>
  readonly version: string
  readonly log: Log
  /** In milliseconds since 1970; the machine's where absent. */
  readonly clock?: () => number
  readonly randomBytes?: RandomBytes
}

export interface RunningHub {
  readonly url: string
  readonly metricsUrl?: string
  /** Only on a store without any token: the text of the first, which nobody can show again. */
  readonly adminToken?: string
  /** Fulfils once the hub has stopped, by whatever. */
  readonly stopped: Promise<void>
  /** Ends streams, waits for open calls, and fulfils once nothing listens any more. */
  stop(): Promise<void>
}

/**
 * Serves a store to clients of Connect, gRPC and gRPC-Web on one port.
 *
 * Throws `invalid` for an address that others can reach without TLS, and for a certificate that cannot be used; `unavailable`
 * where it cannot listen; and as the store does.
 */
export async function startHub(options: StartHubOptions): Promise<RunningHub> {
  const {store, tls, log, clock = Date.now, randomBytes = systemRandomBytes} = options
  const warnings = requireSafe(options)
  const limits = {...defaultLimits, ...options.limits}
  const running = await createNode({
    ...options,
    limits,
    clock,
    randomBytes,
    warnings,
    onStop: () => void stop()
  })
  const {node} = running
  const serve = serveRpc(node)
  const front = tls ? createTlsFront(serve, tls, limits) : createPlainFront(serve, limits)
  const metricsServer = options.metrics && createMetricsFront(node.metrics.registry, running.isHealthy)
  let stopping: Promise<void> | undefined
  let tellStopped = () => {}
  const stopped = new Promise<void>(resolve => {
    tellStopped = resolve
  })

  function stop(): Promise<void> {
    stopping ??= stopAll().finally(tellStopped)
    return stopping
  }

  async function stopAll(): Promise<void> {
    const wasListening = front.server.listening
    const closed = closing(front.server)
    front.drain()
    await running.endCalls()
    front.destroy()
    await Promise.all([closed, metricsServer && closeMetrics(metricsServer)])
    await running.stop()
    if (wasListening) log({level: 'info', event: 'stopped'})
  }

  try {
    const url = `${tls ? 'https' : 'http'}://${await listen(front.server, options.listen)}`
    const metricsUrl =
      metricsServer && options.metrics && `http://${await listen(metricsServer, options.metrics)}`
    const adminToken = await createFirstToken(store.tokens, clock(), randomBytes)
    log({level: 'info', event: 'listening', url, ...(metricsUrl && {metricsUrl})})
    for (const warning of warnings) log({level: 'warn', event: 'insecure', warning})
    return {url, ...(metricsUrl && {metricsUrl}), ...(adminToken && {adminToken}), stopped, stop}
  } catch (error) {
    await stop()
    throw error
  }
}

/** Warnings for what is unsafe and was asked for; throws for what was not. */
function requireSafe({listen, metrics, tls, insecure = false}: StartHubOptions): readonly string[] {
  const open = !tls && !isLoopback(listen.host)
  const openMetrics = metrics && !isLoopback(metrics.host)
  if (open && !insecure)
    throw new HubError(
      'invalid',
      `Expected a certificate and its key (TLS) to listen on ${listen.host}, got none: only loopback goes without`
    )
  if (openMetrics && !insecure)
    throw new HubError('invalid', `Expected loopback for the metrics, got ${metrics.host}: they have no TLS`)
  return [
    ...(open ? [`Served on ${listen.host} without TLS: tokens can be read on the way`] : []),
    ...(openMetrics ? [`Metrics are served on ${metrics.host} to everybody`] : [])
  ]
}

function closeMetrics(server: HttpServer): Promise<void> {
  const closed = closing(server)
  server.close()
  server.closeAllConnections()
  return closed
}

/** Fulfils once the server has ended; at once where it never listened. */
async function closing(server: Server): Promise<void> {
  if (server.listening) await once(server, 'close')
}
