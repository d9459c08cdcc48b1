import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'

const withFrontMatter = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze()
const plain = unified().use(remarkParse).use(remarkGfm).freeze()

const frontMatter = /^\u{FEFF}?---[ \t]*\r?\n(?:.*\r?\n)*?---[ \t]*(?:\r?\n|$)/u

/**
 * The mdast tree of a whole file: CommonMark, GFM and YAML front matter. Never fails.
 *
 * Offsets count a byte order mark only if the caller leaves it out of `text`: micromark drops it without counting.
 */
export function parseMarkdown(text: string): Root {
  // Front matter that never ends makes micromark read the rest of the file without lists and quotations.
  return frontMatter.test(text) ? withFrontMatter.parse(text) : plain.parse(text)
}

/** The mdast tree of a piece of a file: as {@link parseMarkdown}, but a leading `---` is no front matter. */
export function parseFragment(text: string): Root {
  return plain.parse(text)
}
