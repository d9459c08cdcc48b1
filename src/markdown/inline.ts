import type {PhrasingContent} from 'mdast'
import {formatMarkdown} from './format.ts'
import {parseFragment} from './parse.ts'

/** Of the private use area: never part of a text that means something. */
const end = '\u{E000}'

/**
 * The nodes of one line of Markdown, read as running text only: `1. a`, `# a` and `- a` stay as they are.
 * Line breaks count as spaces. `formatInline(parseInline(x))` reads as `x` does.
 */
export function parseInline(markdown: string): PhrasingContent[] {
  // A heading holds running text and nothing else; the end mark keeps a final `#` from closing it.
  const line = markdown.replace(/\s*[\r\n]+\s*/g, ' ').trim()
  const [node] = parseFragment(`# ${line} ${end}`).children
  return node?.type === 'heading' ? withoutEnd(node.children) : []
}

function withoutEnd(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const last = nodes.at(-1)
  if (last?.type !== 'text') return [...nodes]
  const value = last.value.slice(0, last.value.lastIndexOf(end)).replace(/ $/, '')
  return value === '' ? nodes.slice(0, -1) : [...nodes.slice(0, -1), {...last, value}]
}

/** One line of Markdown that {@link parseInline} reads as `nodes`. */
export function formatInline(nodes: readonly PhrasingContent[]): string {
  return formatMarkdown([{type: 'paragraph', children: [...nodes]}]).replace(/\s*\n\s*/g, ' ')
}

/** `text` as Markdown that shows exactly this text. */
export function escapeInline(text: string): string {
  return formatInline(text === '' ? [] : [{type: 'text', value: text.replace(/\s*\n\s*/g, ' ')}])
}
