import {Code, ConnectError} from '@connectrpc/connect'
import {HubError} from '../hub-error.ts'
import {fromConnectError} from '../rpc/codes.ts'
import type {Peer} from './peer.ts'

/** Why an attempt at one peer failed. */
export interface Failure {
  readonly error: HubError
  /** Whether the peer may have done what it was asked to. */
  readonly sent: boolean
}

/** What a failed attempt means. A certificate that is not trusted is `invalid`, as a wrong flag is: no other peer makes it right. */
export function failureOf(cause: unknown, peer: Pick<Peer, 'url' | 'isConnecting'>): Failure {
  if (cause instanceof HubError) return {error: cause, sent: true}
  const error = ConnectError.from(cause)
  const codes = systemCodes(error)
  if (codes.some(isTrust)) return {error: untrusted(error, peer.url), sent: false}
  const sent = !peer.isConnecting() && !codes.some(code => unreached.has(code))
  return {error: inOneLine(error), sent}
}

const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH'])

/**
 * The certificate of the hub, or the client's own, was refused. Sources: nodejs.org/api/tls.html (X509 certificate error
 * codes), RFC 8446, section 6.2 (alerts about certificates).
 */
function isTrust(code: string): boolean {
  return (
    /^(?:CERT|CRL|UNABLE_TO|DEPTH_ZERO|SELF_SIGNED|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME|ERROR_IN)_/.test(
      code
    ) ||
    code === 'ERR_TLS_CERT_ALTNAME_INVALID' ||
    /^ERR_SSL_\w*ALERT_(?:\w*CERTIFICATE\w*|UNKNOWN_CA)$/.test(code)
  )
}

function untrusted(error: ConnectError, url: string): HubError {
  return new HubError(
    'invalid',
    `Expected a trusted certificate for the connection to ${url}, got: ${lineOf(error)}`,
    {
      cause: error
    }
  )
}

function inOneLine(error: ConnectError): HubError {
  const {kind, retryAfterMs} = fromConnectError(error)
  return new HubError(kind, lineOf(error), {
    cause: error,
    ...(retryAfterMs !== undefined && {retryAfterMs})
  })
}

/** Where in the library it happened says nothing to who reads it: only the reason stays. */
const openSsl = /^[\dA-F]+:error:[\dA-F]+:SSL routines:[^:]*:([^:]+):.*$/

function lineOf(error: ConnectError): string {
  const text = error.rawMessage.replaceAll(/\s+/g, ' ').trim().replace(openSsl, '$1 (TLS)')
  return text === '' ? (Code[error.code] ?? 'no reason given') : text
}

/** Codes of the system along the causes, whose chain may be a ring. */
function systemCodes(error: Error): string[] {
  const codes: string[] = []
  let at: unknown = error
  for (let depth = 0; depth < 8 && at instanceof Error; depth++) {
    if ('code' in at && typeof at.code === 'string') codes.push(at.code)
    at = at.cause
  }
  return codes
}
