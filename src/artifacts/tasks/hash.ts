import {contentHashOf} from '../../base/content-hash.ts'

/** First 8 hex digits of the SHA-256 of an item's text. */
export function hashTask(text: string): string {
  return contentHashOf(text).slice(0, 8)
}
