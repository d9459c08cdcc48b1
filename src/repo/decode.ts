import {Buffer, isUtf8} from 'node:buffer'

/**
 * The text of a file, byte order mark included; undefined when the bytes are not UTF-8, or hold a NUL character
 * and so are no text.
 */
export function decodeText(bytes: Uint8Array): string | undefined {
  if (!isUtf8(bytes) || bytes.includes(0)) return undefined
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
}
