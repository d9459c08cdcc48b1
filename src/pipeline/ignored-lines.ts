import type {Html, Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {visit} from 'unist-util-visit'

/** A comment `<!-- groundtruth-ignore-next-line reason -->`. */
export interface IgnoreComment {
  /** 1-based line of the comment's end. */
  readonly line: number
  /** The line that is silenced: the next one that is not blank. */
  readonly ignores: number
  /** Empty when none was given; then nothing is silenced. */
  readonly reason: string
}

const comment = /<!--\s*groundtruth-ignore-next-line\b([\s\S]*?)-->/g

/** The ignore comments of a document, in order. One inside code is text, no comment. */
export function readIgnoreComments(text: string): IgnoreComment[] {
  if (!text.includes('groundtruth-ignore-next-line')) return []
  const lines = text.split(/\r\n|\r|\n/)
  const found: IgnoreComment[] = []
  visit(parse(text), 'html', (node: Html) => {
    for (const match of node.value.matchAll(comment)) {
      const before = node.value.slice(0, match.index + match[0].length)
      const line = (node.position?.start.line ?? 1) + before.split(/\r\n|\r|\n/).length - 1
      found.push({line, ignores: nextFilledLine(lines, line), reason: (match[1] ?? '').trim()})
    }
  })
  return found
}

function parse(text: string): Root {
  return unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).parse(text)
}

function nextFilledLine(lines: readonly string[], line: number): number {
  const index = lines.findIndex((text, at) => at >= line && text.trim() !== '')
  return index < 0 ? line + 1 : index + 1
}
