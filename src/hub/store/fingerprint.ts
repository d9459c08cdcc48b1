import {createHash} from 'node:crypto'
import type {NewEntry} from '../entry.ts'

/** SHA-256 of what makes two entries of one id the same: type and content. What a client claims of itself is not compared. */
export function fingerprint({type, content}: Pick<NewEntry, 'type' | 'content'>): Uint8Array {
  return createHash('sha256')
    .update(JSON.stringify([type, content]))
    .digest()
}
