import GithubSlugger from 'github-slugger'
import type {Root, RootContent} from 'mdast'
import {plainText} from '../../../markdown/plain-text.ts'
import type {FoundBlock} from '../../block.ts'
import {offsets} from '../../lines/fields.ts'

/** A heading that stands in no generated block, and what stands directly below it. */
export interface OutlineSection {
  readonly title: string
  /** 0 before the first heading. */
  readonly depth: number
  /** Fragment by GitHub's rules. */
  readonly anchor: string
  /** Titles of the headings above, outermost first, without the document's own at level 1. */
  readonly above: readonly string[]
  /** Up to the next heading of any level, generated blocks left out. */
  readonly content: readonly RootContent[]
  /** Whether a generated block stands directly below it. */
  readonly generated: boolean
  readonly line: number
  /** The line that the heading itself ends at. */
  readonly lastLine: number
  /** Offsets of the heading's start and of the next heading of the same or a higher level, block or end. */
  readonly start: number
  readonly end: number
}

/** The sections of a document outside of its generated blocks, in document order. `root` is the tree of `text`. */
export function outline(root: Root, text: string, blocks: readonly FoundBlock[]): OutlineSection[] {
  const slugger = new GithubSlugger()
  const open: {title: string; depth: number}[] = []
  const drafts: Draft[] = [emptyDraft()]
  for (const node of root.children) {
    const [start, end] = offsets(node)
    const generated = blocks.some(block => start < block.end && end > block.start)
    const anchor = node.type === 'heading' ? slugger.slug(plainText(node)) : ''
    const current = drafts.at(-1)
    if (generated && current) current.generated = true
    else if (node.type === 'heading') {
      while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop()
      const heading = {title: plainText(node), depth: node.depth}
      const line = node.position?.start.line ?? 1
      drafts.push({
        ...emptyDraft(),
        ...heading,
        anchor,
        above: open.filter(({depth}) => depth > 1).map(({title}) => title),
        line,
        lastLine: node.position?.end.line ?? line,
        start
      })
      open.push(heading)
    } else current?.content.push(node)
  }
  return drafts.map((draft, index) => ({
    ...draft,
    end: endOf(draft, drafts.slice(index + 1), text, blocks)
  }))
}

type Draft = {
  -readonly [Key in keyof Omit<OutlineSection, 'end' | 'content'>]: OutlineSection[Key]
} & {content: RootContent[]}

function emptyDraft(): Draft {
  return {
    title: '',
    depth: 0,
    anchor: '',
    above: [],
    content: [],
    generated: false,
    line: 1,
    lastLine: 1,
    start: 0
  }
}

function endOf(draft: Draft, after: readonly Draft[], text: string, blocks: readonly FoundBlock[]): number {
  const heading = after.find(({depth}) => depth <= draft.depth)?.start ?? text.length
  const block = blocks.find(({start}) => start > draft.start)?.start ?? text.length
  return Math.min(heading, block)
}
