import {setMaxListeners} from 'node:events'
import type {NewEntry} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import {type AdminCalls, createAdminCalls} from './admin-calls.ts'
import {streamBackup} from './backup-stream.ts'
import {createCalls, type LogQuery, type PublishResult} from './calls.ts'
import {readTlsOptions, type TlsOptions} from './dial.ts'
import {followLog} from './follow.ts'
import type {FollowEvent} from './follow-position.ts'
import type {HubStatus, QueryPage} from './from-wire.ts'
import {createPeer, type Peer} from './peer.ts'
import {parsePeerUrl} from './peer-url.ts'
import type {LogFilter} from './to-wire.ts'
import {createWalk, type RetryEvent} from './walk.ts'

export interface HubClientOptions {
  /** Addresses of hubs over one log, in the order in which they are asked; at least one. */
  readonly peers: readonly string[]
  readonly token: string
  readonly tls?: TlsOptions
  /** How long one peer may take to answer, or a stream to begin. Default: 5000. */
  readonly attemptMs?: number
  /** How long an open stream may be silent: three signs of life of the hub. Default: 45,000. */
  readonly silentMs?: number
  /** How often all peers are asked before a call fails. Default: 3. */
  readonly maxRounds?: number
  /** From 0 up to 1. Default: Math.random. */
  readonly random?: () => number
  /** Told of each failed attempt that is followed by another. */
  readonly onRetry?: (event: RetryEvent) => void
}

export interface CallOptions {
  readonly signal?: AbortSignal | undefined
}

/**
 * Calls to a hub, or to whichever of several answers. Rejects with a HubError of the hub's kind; `unavailable` names each
 * peer and its reason; `invalid` stands also for a certificate that is not trusted. A call whose signal is aborted rejects
 * with the signal's reason.
 */
export interface HubClient extends AdminCalls {
  /** Any number of entries; `project` is needed only by a token for several. Safe to repeat: an entry is known by its project and id. */
  publish(
    entries: readonly NewEntry[],
    options?: CallOptions & {readonly project?: string}
  ): Promise<PublishResult>
  /** `stale-cursor` where the cursor is not of this log, or ahead of it. */
  query(query: LogQuery, options?: CallOptions): Promise<QueryPage>
  status(options?: CallOptions): Promise<HubStatus>
  /** Rows after `since` and then each new one, for ever, over any number of connections. */
  follow(query: LogFilter, options?: CallOptions): AsyncIterable<FollowEvent>
  /** The parts of one backup file, in order. One that breaks off throws: it cannot be continued. */
  backup(options?: CallOptions): AsyncIterable<Uint8Array>
  /** Ends all connections, and with them what is still open. */
  close(): void
}

/** Opens no connection yet. Throws `invalid` for a peer, a token or PEM texts that cannot be used. */
export function createHubClient(options: HubClientOptions): HubClient {
  const {attemptMs = 5000, silentMs = 45_000, maxRounds = 3, random = Math.random} = options
  const onRetry = options.onRetry ?? (() => undefined)
  const peers = createPeers(options, attemptMs)
  const walk = createWalk({peers, maxRounds, random, onRetry})
  const closing = new AbortController()
  // Every open call listens to it.
  setMaxListeners(0, closing.signal)
  const until = (signal: AbortSignal | undefined) =>
    signal === undefined ? closing.signal : AbortSignal.any([signal, closing.signal])
  const calls = createCalls(walk, attemptMs)
  const stream = {firstMs: attemptMs, silentMs}
  return {
    ...createAdminCalls(walk, {timeoutMs: attemptMs, signal: closing.signal}),
    publish: (entries, {project, signal} = {}) => calls.publish(entries, project, until(signal)),
    query: (query, {signal} = {}) => calls.query(query, until(signal)),
    status: ({signal} = {}) => calls.status(until(signal)),
    follow: (query, {signal} = {}) =>
      followLog(query, {...stream, peers, random, onRetry, signal: until(signal)}),
    backup: ({signal} = {}) => streamBackup(walk, {...stream, signal: until(signal)}),
    close() {
      closing.abort(new HubError('unavailable', 'the client is closed'))
      for (const peer of peers) void peer.cut()
    }
  }
}

function createPeers({peers, token, tls = {}}: HubClientOptions, pingTimeoutMs: number): Peer[] {
  const urls = peers.map(parsePeerUrl)
  if (urls.length === 0) throw new HubError('invalid', 'Expected at least one address of a hub, got none')
  // Other characters would end the header, or be refused by it with the token in the message.
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new HubError(
      'invalid',
      'Expected a token, got an empty text or one with spaces or other characters'
    )
  const secureContext = readTlsOptions(tls)
  return urls.map(url => createPeer({url, token, secureContext, pingTimeoutMs}))
}
