import type {Socket} from 'node:net'
import {TLSSocket} from 'node:tls'
import type {Scope} from '../token-record.ts'
import type {Call} from './call.ts'
import type {Request, Response} from './http/serve.ts'

/** What is known of a call from its headers and its connection. */
export function beginCall(method: string, scope: Scope, request: Request, response: Response): Call {
  const socket = socketOf(request)
  const certificateName = certificateNameOf(socket)
  return {
    method,
    scope,
    peer: socket?.remoteAddress ?? '',
    ...(certificateName !== undefined && {certificateName}),
    authorization: valuesOf('authorization', request.rawHeaders),
    destroy: () => ('stream' in response ? response.stream : response).destroy(),
    // Replaced before anything can ask for it.
    admitted: new Promise(() => undefined),
    project: '',
    entries: 0,
    bytes: 0,
    reason: '',
    handled: false,
    audited: false
  }
}

/** All values of a header: node:http keeps one of several. */
function valuesOf(name: string, rawHeaders: readonly string[]): readonly string[] {
  return rawHeaders.filter((_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === name)
}

function socketOf(request: Request): Socket | undefined {
  // The socket of an HTTP/2 request is a stand-in that throws when it is asked too late.
  return 'stream' in request ? (request.stream.session?.socket as Socket | undefined) : request.socket
}

/** Undefined where no certificate is asked for; empty where it names nobody. */
function certificateNameOf(socket: Socket | undefined): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined
  const name = socket.getPeerCertificate().subject?.CN
  return typeof name === 'string' ? name : ''
}
