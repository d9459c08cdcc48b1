import {createSecureServer} from 'node:http2'
import {HubError} from '../../hub-error.ts'
import type {ServerLimits} from '../limits.ts'
import {type Front, trackSockets} from './front.ts'
import {http1Options} from './http1-options.ts'
import type {Serve} from './serve.ts'
import {sessionOptions, trackSessions} from './sessions.ts'

/** Texts in PEM. */
export interface Tls {
  readonly cert: string
  readonly key: string
  /** Where given, a client must show a certificate of this authority, whose common name is the subject of its token. */
  readonly clientCa?: string
}

/** HTTP/1.1 and HTTP/2 over TLS on one port. Throws `invalid` for a certificate or key that cannot be used. */
export function createTlsFront(serve: Serve, tls: Tls, limits: ServerLimits): Front {
  const server = createServer(tls, limits)
  // node:http2 takes those of HTTP/1.1 as properties.
  Object.assign(server, http1Options(limits), {maxConnections: limits.connections})
  server.on('request', serve)
  const sessions = trackSessions(server, limits)
  const sockets = trackSockets(server)
  return {
    server,
    drain() {
      server.close()
      for (const session of sessions) session.close()
    },
    destroy() {
      for (const socket of sockets) socket.destroy()
    }
  }
}

function createServer({cert, key, clientCa}: Tls, limits: ServerLimits) {
  try {
    return createSecureServer({
      ...sessionOptions,
      ...{cert, key, minVersion: 'TLSv1.2', allowHTTP1: true, handshakeTimeout: limits.handshakeMs},
      ...(clientCa !== undefined && {ca: clientCa, requestCert: true, rejectUnauthorized: true})
    })
  } catch (cause) {
    // The reason may quote the key.
    throw new HubError('invalid', 'Expected a certificate and its key as PEM texts that fit together', {
      cause
    })
  }
}
