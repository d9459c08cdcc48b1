import {createHash} from 'node:crypto'
import type {NewEntry} from '../entry.ts'

/** SHA-256 of what makes two entries of one id the same: type, content and meta, whatever the order of its keys. */
export function fingerprint({type, content, meta}: NewEntry): Uint8Array {
  const keys = Object.keys(meta).sort()
  const value = JSON.stringify([type, content, keys.map(key => [key, meta[key]])])
  return createHash('sha256').update(value).digest()
}
