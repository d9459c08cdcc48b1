import type {ListItem, Root} from 'mdast'
import {fromItemText, toItemText} from './item-text.ts'
import {oneLine} from './one-line.ts'

/** A bullet list of single-line Markdown texts; nothing for none. */
export function toBullets(texts: readonly string[]): string[] {
  return texts.map(text => `- ${toItemText(oneLine(text))}`)
}

/** A numbered list of single-line Markdown texts. */
export function toNumberedList(texts: readonly string[]): string[] {
  return texts.map((text, index) => `${index + 1}. ${toItemText(oneLine(text))}`)
}

/** The texts of the top-level list items below `root`, first paragraphs only, as source Markdown. */
export function readItems(root: Root, source: string): string[] {
  return root.children
    .flatMap(child => (child.type === 'list' ? child.children : []))
    .map(item => itemSource(item, source))
}

function itemSource(item: ListItem, source: string): string {
  const first = item.children[0]
  const start = first?.position?.start.offset ?? 0
  const end = first?.type === 'paragraph' ? first.position?.end.offset : start
  return fromItemText(oneLine(source.slice(start, end)))
}
