import {connect as connectPlain, isIP, type Socket} from 'node:net'
import {connect as connectTls, createSecureContext, type SecureContext} from 'node:tls'
import {HubError} from '../hub-error.ts'

/** PEM texts. Without `ca` the roots of the system count; `cert` and `key` are what the client shows of itself. */
export interface TlsOptions {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** Throws `invalid` where a text is not PEM, or a key does not fit its certificate. */
export function readTlsOptions(tls: TlsOptions): SecureContext {
  try {
    return createSecureContext({...tls, minVersion: 'TLSv1.2'})
  } catch (cause) {
    throw new HubError('invalid', 'Expected certificates and the key as PEM texts that fit together', {cause})
  }
}

/** A connection that was begun. Its owner ends it: the session above cannot be ended in each of its states. */
export function dial(url: URL, secureContext: SecureContext): Socket {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  if (url.protocol === 'http:') return connectPlain({host, port: portOf(url)})
  return connectTls({
    host,
    port: portOf(url),
    secureContext,
    ALPNProtocols: ['h2'],
    // An address is not a name that a server may be asked for (RFC 6066, section 3).
    ...(isIP(host) === 0 && {servername: host})
  })
}

function portOf({port, protocol}: URL): number {
  if (port !== '') return Number(port)
  return protocol === 'https:' ? 443 : 80
}
