import {isIPv6} from 'node:net'

/**
 * Whom an address stands for where callers are counted: one host of IPv4; of IPv6 the network of 64 bits, all of whose
 * addresses a single host can use (RFC 4291, 2.5.4).
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address
  const [before = [], after = []] = address.split('::').map(part => part.split(':').filter(Boolean))
  const zeros = Array.from({length: Math.max(0, 8 - before.length - after.length)}, () => '0')
  return [...before, ...zeros, ...after].slice(0, 4).join(':')
}
