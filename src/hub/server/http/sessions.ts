import type {Http2SecureServer, Http2Server, ServerHttp2Session} from 'node:http2'
import type {ServerLimits} from '../limits.ts'
import {createOpenSet} from './front.ts'

/** What an HTTP/2 connection may ask of a node. */
export const sessionOptions = {
  maxSessionMemory: 32,
  settings: {maxConcurrentStreams: 250, maxHeaderListSize: 16 * 1024}
}

/** Sessions of an HTTP/2 server; closes those that make no call, at first or for long. */
export function trackSessions(
  server: Http2Server | Http2SecureServer,
  limits: Pick<ServerLimits, 'headersMs' | 'idleMs'>
): ReadonlySet<ServerHttp2Session> {
  const sessions = createOpenSet<ServerHttp2Session>()
  server.on('session', session => {
    sessions.add(session)
    closeIdle(session, limits)
  })
  return sessions.items
}

function closeIdle(
  session: ServerHttp2Session,
  {headersMs, idleMs}: Pick<ServerLimits, 'headersMs' | 'idleMs'>
): void {
  let open = 0
  let timer = setTimeout(() => session.destroy(), headersMs).unref()
  session.on('stream', stream => {
    open++
    clearTimeout(timer)
    stream.once('close', () => {
      open--
      if (open === 0) timer = setTimeout(() => session.close(), idleMs).unref()
    })
  })
  session.once('close', () => clearTimeout(timer))
  // A session that breaks is closed by node; its streams are told.
  session.on('error', () => undefined)
}
