import {createServer as createHttp1, type RequestListener} from 'node:http'
import {createServer as createHttp2} from 'node:http2'
import type {Socket} from 'node:net'
import type {ServerLimits} from '../limits.ts'
import {type Front, trackSockets} from './front.ts'
import {http1Options} from './http1-options.ts'
import type {Serve} from './serve.ts'
import {sessionOptions, trackSessions} from './sessions.ts'

/** How HTTP/2 without TLS begins, where it is spoken with prior knowledge (RFC 9113, 3.4). */
const preface = Buffer.from('PRI * HTTP/2')

/** HTTP/1.1 and HTTP/2 without TLS on one port: the first bytes of a connection tell which. */
export function createPlainFront(serve: Serve, limits: ServerLimits): Front {
  const http1 = createHttp1(http1Options(limits), serve as RequestListener)
  const http2 = createHttp2(sessionOptions, serve)
  const sessions = trackSessions(http2, limits)
  // The server that listens is the one that closes slow connections of HTTP/1.1, so it keeps its own way to take them.
  const [takeHttp1] = http1.listeners('connection')
  http1.removeAllListeners('connection')
  http1.maxConnections = limits.connections
  const sockets = trackSockets(http1)
  http1.on('connection', (socket: Socket) =>
    peek(socket, limits.handshakeMs, isHttp2 => {
      if (!isHttp2) return takeHttp1?.call(http1, socket)
      // node:http keeps a half-closed socket, with which node:http2 would never learn that the other side left.
      socket.allowHalfOpen = false
      http2.emit('connection', socket)
    })
  )
  return {
    server: http1,
    drain() {
      http1.close()
      http1.closeIdleConnections()
      for (const session of sessions) session.close()
    },
    destroy() {
      for (const socket of sockets) socket.destroy()
    }
  }
}

/** Tells whether a connection begins with the preface, and puts back what was read. Closes it where it does not begin. */
function peek(socket: Socket, handshakeMs: number, tell: (isHttp2: boolean) => void): void {
  let seen = Buffer.alloc(0)
  const timer = setTimeout(() => socket.destroy(), handshakeMs).unref()
  const ignore = () => undefined
  // node:http keeps a half-closed socket: one who left without a word would hold its place until the time is over.
  const leave = () => socket.destroy()
  socket.on('error', ignore)
  socket.on('end', leave)
  socket.on('readable', read)
  socket.once('close', () => clearTimeout(timer))

  function read(): void {
    const chunk: Buffer | null = socket.read()
    if (chunk === null) return
    seen = Buffer.concat([seen, chunk])
    const begins = preface.subarray(0, seen.length).equals(seen.subarray(0, preface.length))
    if (begins && seen.length < preface.length) return
    clearTimeout(timer)
    socket.off('readable', read)
    socket.off('error', ignore)
    socket.off('end', leave)
    socket.unshift(seen)
    tell(begins)
  }
}
