import type {Heading, Root, RootContent} from 'mdast'
import {plainText} from './plain-text.ts'

/** A heading and what stands below it up to the next heading of the same or a higher level. */
export interface MarkdownSection {
  /** Undefined for what stands before the first heading. */
  readonly heading: Heading | undefined
  /** Plain text of the heading, `''` without one. */
  readonly title: string
  /** 0 without a heading. */
  readonly depth: number
  /** Without the heading itself; deeper headings are among it. */
  readonly content: readonly RootContent[]
}

/** The sections at headings of `depth` or above, in document order; the part before the first is left out when empty. */
export function splitSections(root: Root, depth: Heading['depth']): MarkdownSection[] {
  const sections: {heading: Heading | undefined; content: RootContent[]}[] = [
    {heading: undefined, content: []}
  ]
  for (const node of root.children) {
    if (node.type === 'heading' && node.depth <= depth) sections.push({heading: node, content: []})
    else sections.at(-1)?.content.push(node)
  }
  return sections.filter(({heading, content}) => heading || content.length > 0).map(toSection)
}

function toSection({
  heading,
  content
}: {
  heading: Heading | undefined
  content: RootContent[]
}): MarkdownSection {
  return {heading, title: heading ? plainText(heading) : '', depth: heading?.depth ?? 0, content}
}

/** The first section with this title, wherever it stands. */
export function findSection(
  root: Root,
  title: string,
  depth: Heading['depth'] = 2
): MarkdownSection | undefined {
  return splitSections(root, depth).find(section => section.title === title)
}
