import type {Nodes} from 'mdast'
import {toString as textOf} from 'mdast-util-to-string'

/** What a reader sees of a node: text and code without markup or HTML, white space runs as one space, trimmed. */
export function plainText(node: Nodes | readonly Nodes[]): string {
  return textOf(node, {includeHtml: false}).replace(/\s+/g, ' ').trim()
}
