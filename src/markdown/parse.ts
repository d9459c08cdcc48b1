import type {Root} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import {unified} from 'unified'

const documents = unified().use(remarkParse).use(remarkGfm).use(remarkFrontmatter).freeze()
const fragments = unified().use(remarkParse).use(remarkGfm).freeze()

/**
 * The mdast tree of a whole file: CommonMark, GFM and YAML front matter. Never fails.
 *
 * Offsets count a byte order mark only if the caller leaves it out of `text`: micromark drops it without counting.
 */
export function parseMarkdown(text: string): Root {
  return documents.parse(text)
}

/** The mdast tree of a piece of a file: as {@link parseMarkdown}, but a leading `---` is no front matter. */
export function parseFragment(text: string): Root {
  return fragments.parse(text)
}
