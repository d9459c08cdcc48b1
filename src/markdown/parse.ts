import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'
import {memoize} from '../base/memoize.ts'

const withFrontMatter = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze()
const plain = unified().use(remarkParse).use(remarkGfm).freeze()

const frontMatter = /^\u{FEFF}?---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)/u

/**
 * The mdast tree of a whole file: CommonMark, GFM and YAML front matter. Never fails. Trees are shared: callers must
 * not change them.
 *
 * Offsets count a byte order mark only if the caller leaves it out of `text`: micromark drops it without counting.
 */
// Parsing is most of what a stage spends on documents, and each document is asked for its blocks, claims and anchors.
export const parseMarkdown = memoize(20, (text: string): Root => {
  // Front matter that never ends makes micromark read the rest of the file without lists and quotations.
  return frontMatter.test(text) ? withFrontMatter.parse(text) : plain.parse(text)
})

/**
 * The mdast tree of a piece of a file: as {@link parseMarkdown}, but a leading `---` is no front matter. Shared as well.
 */
// A block is read for its value, for what a person owns in it, for its hash and for its place in a nested document.
export const parseFragment = memoize(500, (text: string): Root => plain.parse(text))
