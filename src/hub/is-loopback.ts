import {isIPv4} from 'node:net'

/** Whether only this machine can reach a host: a name, or an address without brackets. What is sent there needs no TLS. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'))
}
