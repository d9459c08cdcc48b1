import type {Root} from 'mdast'
import {escapeInline, parseInline} from '../../markdown/inline.ts'
import {plainText} from '../../markdown/plain-text.ts'
import type {KeyTypeRow} from '../architecture.ts'
import {readItems, toBullets} from '../lines/bullets.ts'
import {takeCodeSpan, toCodeSpan} from '../lines/code-span.ts'

const caption =
  'Classes, interfaces, types and enums that other modules import by name, most imported first, with what their comments say.'

/** The key types as Markdown lines. */
export function toKeyTypes(rows: readonly KeyTypeRow[]): string[] {
  return [caption, '', ...toBullets(rows.map(toKeyType))]
}

/** One of them: `` `Name` (`path`): "summary" ``. */
export function toKeyType({name, path, summary}: KeyTypeRow): string {
  const saying = summary === undefined ? '' : `: "${escapeInline(summary)}"`
  return `${toCodeSpan(name)} (${toCodeSpan(path)})${saying}`
}

/** The inverse of {@link toKeyTypes}; what does not read as a row is left out. */
export function fromKeyTypes(root: Root, source: string): KeyTypeRow[] {
  return readItems(root, source).flatMap(fromKeyType)
}

function fromKeyType(text: string): KeyTypeRow[] {
  const name = takeCodeSpan(text)
  const path = takeCodeSpan(name?.rest.slice(' ('.length) ?? '')
  if (!name || !path) return []
  const saying = /^\): "(.*)"$/s.exec(path.rest)?.[1]
  const summary = saying === undefined ? {} : {summary: plainText(parseInline(saying))}
  return [{name: name.value, path: path.value, ...summary}]
}
