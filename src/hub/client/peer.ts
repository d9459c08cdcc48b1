import type {Socket} from 'node:net'
import {setImmediate} from 'node:timers/promises'
import type {SecureContext} from 'node:tls'
import {type Client, createClient, type Interceptor} from '@connectrpc/connect'
import {createConnectTransport, Http2SessionManager} from '@connectrpc/connect-node'
import {HubService} from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {dial} from './dial.ts'

/** One hub, and the connection to it: made with the first call, and anew after it broke. */
export interface Peer {
  /** Scheme, host and port: how messages name it. */
  readonly url: string
  readonly hub: Client<typeof HubService>
  /** No call can have reached it then. */
  isConnecting(): boolean
  /** Ends its connections; a call after it has fulfilled makes another. */
  cut(): Promise<void>
}

export interface PeerOptions {
  readonly url: URL
  readonly token: string
  readonly secureContext: SecureContext
  /** In milliseconds: how long a sign of life may take. */
  readonly pingTimeoutMs: number
}

/** A page holds 2 MiB of content, or one row, beside ids and `meta` of 1000 rows. */
const readMaxBytes = 16 * 1024 * 1024

export function createPeer({url, token, secureContext, pingTimeoutMs}: PeerOptions): Peer {
  const sockets = new Set<Socket>()
  const keepAlive = {pingIntervalMs: 10_000, pingTimeoutMs}
  const sessionManager = new Http2SessionManager(url.origin, keepAlive, {
    createConnection: () => track(sockets, dial(url, secureContext))
  })
  const transport = createConnectTransport({
    httpVersion: '2',
    baseUrl: url.href,
    sessionManager,
    readMaxBytes,
    interceptors: [bearer(token)]
  })
  return {
    url: url.origin,
    hub: createClient(HubService, transport),
    isConnecting: () => sessionManager.state() === 'connecting',
    // Not by `sessionManager.abort()`: it takes the error listener off a session that is being destroyed, which ends the
    // process (connect-node 2.1.2, after an answer that is not HTTP/2).
    cut: async () => {
      await Promise.all([...sockets].map(destroy))
      // The session learns of it after the socket has told.
      await setImmediate()
    }
  }
}

function destroy(socket: Socket): Promise<unknown> {
  const closed = new Promise(resolve => socket.once('close', resolve))
  socket.destroy(new Error('the client ended the connection'))
  return closed
}

function track(sockets: Set<Socket>, socket: Socket): Socket {
  sockets.add(socket)
  return socket.once('close', () => sockets.delete(socket))
}

function bearer(token: string): Interceptor {
  return next => request => {
    request.header.set('authorization', `Bearer ${token}`)
    return next(request)
  }
}
