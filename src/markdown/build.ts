import type {
  BlockContent,
  Code,
  DefinitionContent,
  Emphasis,
  Heading,
  Html,
  InlineCode,
  Link,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  Strong,
  Table,
  TableRow,
  Text
} from 'mdast'

/** What may stand in running text: a bare string is literal text and is escaped when it is written. */
export type Inline = string | PhrasingContent | readonly (string | PhrasingContent)[]

/** Literal text; line breaks become spaces. */
export function text(value: string): Text {
  return {type: 'text', value: value.replace(/\s*\n\s*/g, ' ')}
}

/** The nodes of an {@link Inline}. */
export function phrasing(inline: Inline): PhrasingContent[] {
  const parts = typeof inline === 'string' || 'type' in inline ? [inline] : inline
  return parts.map(part => (typeof part === 'string' ? text(part) : part))
}

export function codeSpan(value: string): InlineCode {
  return {type: 'inlineCode', value: value.replace(/\s*\n\s*/g, ' ')}
}

export function strong(inline: Inline): Strong {
  return {type: 'strong', children: phrasing(inline)}
}

export function emphasis(inline: Inline): Emphasis {
  return {type: 'emphasis', children: phrasing(inline)}
}

export function link(url: string, inline: Inline): Link {
  return {type: 'link', url, children: phrasing(inline)}
}

/** Raw HTML, in running text or as a block of its own. */
export function html(value: string): Html {
  return {type: 'html', value}
}

export function paragraph(inline: Inline): Paragraph {
  return {type: 'paragraph', children: phrasing(inline)}
}

export function heading(depth: Heading['depth'], inline: Inline): Heading {
  return {type: 'heading', depth, children: phrasing(inline)}
}

/** A tight bullet list. */
export function list(items: readonly ListItem[]): List {
  return {type: 'list', ordered: false, spread: false, children: [...items]}
}

/** A tight numbered list that starts at 1. */
export function orderedList(items: readonly ListItem[]): List {
  return {type: 'list', ordered: true, start: 1, spread: false, children: [...items]}
}

/** An item: a first paragraph and what stands below it. */
export function listItem(
  inline: Inline,
  below: readonly (BlockContent | DefinitionContent)[] = []
): ListItem {
  return {type: 'listItem', spread: false, children: [paragraph(inline), ...below]}
}

/** An item with a tick box. */
export function taskItem(
  checked: boolean,
  inline: Inline,
  below: readonly (BlockContent | DefinitionContent)[] = []
): ListItem {
  return {...listItem(inline, below), checked}
}

/** A table; a row that is shorter than `header` is filled up with empty cells. */
export function table(header: readonly Inline[], rows: readonly (readonly Inline[])[]): Table {
  const filled = rows.map(row => header.map((_, column) => row[column] ?? ''))
  return {type: 'table', align: header.map(() => null), children: [header, ...filled].map(tableRow)}
}

function tableRow(cells: readonly Inline[]): TableRow {
  return {type: 'tableRow', children: cells.map(cell => ({type: 'tableCell', children: phrasing(cell)}))}
}

/** A fenced code block. */
export function code(language: string, value: string): Code {
  return {type: 'code', lang: language, value}
}

/** A Mermaid diagram. */
export function mermaid(value: string): Code {
  return code('mermaid', value)
}
