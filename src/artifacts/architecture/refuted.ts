import type {Root} from 'mdast'
import {escapeInline, parseInline} from '../../markdown/inline.ts'
import {plainText} from '../../markdown/plain-text.ts'
import type {RefutedRow} from '../architecture.ts'
import {fromCodeList} from '../lines/code-list.ts'
import {toCodeSpan} from '../lines/code-span.ts'
import {readTable, toTable} from '../lines/table.ts'

const none = 'No claim of this document is refuted.'
const caption = 'The code contradicts these statements:'

/** Refuted claims by heading and name as Markdown lines. */
export function toRefuted(rows: readonly RefutedRow[]): string[] {
  if (rows.length === 0) return [none]
  const cells = rows.map(({doc, heading, name, reason}) => [
    toCodeSpan(doc),
    escapeInline(heading),
    toCodeSpan(name),
    escapeInline(reason)
  ])
  return [caption, '', ...toTable(['document', 'heading', 'claim', 'why'], cells)]
}

/** The inverse of {@link toRefuted}. */
export function fromRefuted(root: Root, source: string): RefutedRow[] {
  return readTable(root, source).map(([doc = '', heading = '', name = '', reason = '']) => ({
    doc: fromCodeList(doc)[0] ?? '',
    heading: plainText(parseInline(heading)),
    name: fromCodeList(name)[0] ?? '',
    reason: plainText(parseInline(reason))
  }))
}
