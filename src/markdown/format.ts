import type {Root, RootContent} from 'mdast'
import remarkFrontmatter from 'remark-frontmatter'
import remarkGfm from 'remark-gfm'
import remarkStringify from 'remark-stringify'
import {unified} from 'unified'

/** Prettier's choices where it has one, so that its users see few differences; tables are not padded. */
const formatter = unified()
  .use(remarkGfm, {tablePipeAlign: false})
  .use(remarkFrontmatter)
  .use(remarkStringify, {
    bullet: '-',
    bulletOther: '*',
    emphasis: '_',
    strong: '*',
    rule: '-',
    fence: '`',
    fences: true,
    listItemIndent: 'one',
    incrementListMarker: true,
    setext: false,
    closeAtx: false,
    resourceLink: false,
    quote: '"'
  })
  .freeze()

/** The one way in which this project writes Markdown; without a final newline, `''` for nothing. */
export function formatMarkdown(content: Root | readonly RootContent[]): string {
  const root: Root = 'type' in content ? content : {type: 'root', children: [...content]}
  return formatter.stringify(root).replace(/\n$/, '')
}
