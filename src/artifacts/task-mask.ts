import type {Node} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'

const processor = unified().use(remarkParse).use(remarkFrontmatter).use(remarkGfm).freeze()

/**
 * The text with every character of fenced code, HTML comments and front matter replaced by a NUL, line breaks kept,
 * so that offsets and lines stay.
 *
 * Indented code stays: task files indent boxes freely, and what the syntax calls code is an item to its writer.
 */
export function maskTaskText(text: string): string {
  const ranges: [number, number][] = []
  visit(processor.parse(text), node => {
    ranges.push(...rangesOf(node, text))
  })
  return ranges.reduce((masked, range) => blank(masked, range), text)
}

function rangesOf(node: Node, text: string): [number, number][] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined) return []
  const source = text.slice(start, end)
  if (node.type === 'yaml') return [[start, end]]
  if (node.type === 'html') return matches(source, /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g, start)
  if (node.type !== 'code') return []
  if (/^\s*(?:`{3,}|~{3,})/.test(source)) return [[start, end]]
  return matches(source, /^[ \t]*(`{3,}|~{3,})[\s\S]*?^[ \t]*\1[ \t]*$/gm, start)
}

function matches(source: string, pattern: RegExp, base: number): [number, number][] {
  return [...source.matchAll(pattern)].map(match => [
    base + match.index,
    base + match.index + match[0].length
  ])
}

function blank(text: string, [start, end]: [number, number]): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\r\n]/g, '\0') + text.slice(end)
}
