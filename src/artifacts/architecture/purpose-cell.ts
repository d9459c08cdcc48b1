import {escapeInline, parseInline} from '../../markdown/inline.ts'
import {plainText} from '../../markdown/plain-text.ts'
import type {Purpose} from '../architecture.ts'

/** `"text" (source)`, a person's own words, or nothing. */
export function toPurposeCell(purpose: Purpose | undefined): string {
  if (!purpose) return ''
  return purpose.source === undefined ? purpose.text : `"${escapeInline(purpose.text)}" (${purpose.source})`
}

/** A generated purpose always ends with its source in parentheses; anything else is a person's, kept as written. */
export function fromPurposeCell(cell: string): Purpose | undefined {
  const text = cell.trim()
  if (text === '') return undefined
  const generated = /^"(.*)" \((`[^()]*`|[^()]+)\)$/s.exec(text)
  if (!generated) return {text}
  return {text: plainText(parseInline(generated[1] ?? '')), source: generated[2] ?? ''}
}
