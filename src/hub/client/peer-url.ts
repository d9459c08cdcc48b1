import {HubError} from '../hub-error.ts'
import {isLoopback} from '../is-loopback.ts'

/**
 * The address of a hub: `https://…`, or `http://…` of this machine. Throws `invalid` for another scheme, for plain text to
 * another machine, and for a user, a query or a fragment: the message does not repeat the text, which may hold a secret.
 */
export function parsePeerUrl(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new HubError(
      'invalid',
      'Expected the address of a hub, such as https://hub.example:7433, got another text'
    )
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    throw new HubError(
      'invalid',
      `Expected an address of host and port, got a user, a query or a fragment (${url.host})`
    )
  if (url.protocol === 'http:' && !isLoopback(url.hostname.replace(/^\[(.*)\]$/, '$1')))
    throw new HubError(
      'invalid',
      `Expected https:// for ${url.host}: a token goes in plain text only to this machine`
    )
  return url
}
