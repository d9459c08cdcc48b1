import {once} from 'node:events'
import {isIP, type Server} from 'node:net'
import {HubError} from '../../hub-error.ts'

/** Where to listen; port 0 stands for any that is free. */
export interface Address {
  readonly host: string
  readonly port: number
}

/** Returns host and port as a URL shows them, once the server listens. Throws `unavailable` where it cannot. */
export async function listen(server: Server, {host, port}: Address): Promise<string> {
  server.listen({host, port})
  // Rejects on `error`.
  await once(server, 'listening').catch(cause => {
    throw new HubError('unavailable', `Expected to listen on ${host}:${port}, got: ${cause.message}`, {cause})
  })
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  return `${isIP(host) === 6 ? `[${host}]` : host}:${bound}`
}
