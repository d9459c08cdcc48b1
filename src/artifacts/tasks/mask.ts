import type {Node} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'
import {maskOwnNotes} from '../task-edits/own-notes.ts'

const processor = unified().use(remarkParse).use(remarkFrontmatter).freeze()

/** The lines of a text whatever ends them. */
export function splitLines(text: string): string[] {
  return text.split(/\r\n|\r|\n/)
}

/**
 * The lines of a text with every character of fenced code, HTML comments, front matter and notes of `triage --apply` replaced
 * by a NUL, line breaks kept, so that offsets and lines stay.
 *
 * Indented code stays: task files indent boxes freely, and what the syntax calls code is an item to its writer.
 */
export function maskedLines(text: string): string[] {
  // Parsing takes most of the time of reading a file, and few of some formats hold what is masked.
  if (!/^---|```|~~~|<!--/.test(text)) return splitLines(text)
  const ranges: [number, number][] = []
  visit(processor.parse(text), node => {
    ranges.push(...rangesOf(node, text))
  })
  const masked = splitLines(ranges.reduce((before, range) => blank(before, range), text))
  return maskOwnNotes(masked, splitLines(text))
}

function rangesOf(node: Node, text: string): [number, number][] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined) return []
  const source = text.slice(start, end)
  if (node.type === 'yaml') return [[start, end]]
  if (node.type === 'html') return matches(source, /<!--[\s\S]*?(?:-->|$(?![\s\S]))/g, start)
  if (node.type !== 'code') return []
  // Fenced code begins with its fence, indented code with its indent.
  if (/^(?:`{3,}|~{3,})/.test(source)) return [[start, end]]
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
