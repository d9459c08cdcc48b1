import type {List, ListItem, Paragraph, RootContent} from 'mdast'
import {offsets} from '../../lines/fields.ts'
import {oneLine} from '../../lines/one-line.ts'
import {type FieldTopic, topicOf} from './field-names.ts'
import {nameOf} from './heading-kind.ts'
import type {OutlineSection} from './outline.ts'

/** One thing that a zone says about itself under a name of its own. */
export interface ForeignField {
  readonly topic: FieldTopic
  readonly name: string
  /** One line of Markdown; what stands below the name when nothing stands beside it. */
  readonly text: string
  /** 1-based. */
  readonly line: number
}

// A picture may stand before the name, in or outside of the bold; the colon stands in or after it, or a dash after it.
const bold = /^[^\p{L}\p{N}*_`[]{0,6}(\*\*|__)([^*_\n]+?)\s*(:?)\s*\1\s*(:|[-–—](?=\s)|(?=\s|$))\s*/u
const plain = /^([A-Z][A-Za-z ]{0,30}?):(?=\s|$)\s*/
const nextOnLine = /\s+[|·•]\s+(?=(?:\*\*|__)[^*_\n]+?(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:))/
const definition = /^:\s+/

/** The fields below nodes, nested lists included, in source order. What stands in code or a quotation is none. */
export function readForeignFields(nodes: readonly RootContent[], source: string): ForeignField[] {
  return nodes.flatMap((node, index) => {
    if (node.type === 'paragraph') return fieldsOfParagraph(node, nodes.slice(index + 1), source)
    if (node.type !== 'list') return []
    return node.children.flatMap(item => fieldsOfItem(item, source))
  })
}

/** Headings below a zone that are called like a field. */
export function readPartFields(parts: readonly OutlineSection[], source: string): ForeignField[] {
  return parts.flatMap(({title, line, content}) => {
    const topic = topicOf(nameOf(title))
    const text = content.flatMap(node => textOf(node, source)).join(' ')
    return topic === undefined || text === '' ? [] : [{topic, name: title, text, line}]
  })
}

/** Whether an item of the list is a field of something above it. */
export function isFieldList(list: List, source: string): boolean {
  return list.children.some(item => {
    const first = item.children[0]
    return first?.type === 'paragraph' && startOf(source.slice(...offsets(first))) !== undefined
  })
}

/** The fields of an item; what stands below a field that has no text beside it belongs to that field. */
function fieldsOfItem(item: ListItem, source: string): ForeignField[] {
  const [first, ...rest] = item.children
  const own = first?.type === 'paragraph' ? fieldsOfParagraph(first, rest, source) : []
  const taken = first?.type === 'paragraph' && endsOpen(source.slice(...offsets(first)))
  return [...own, ...readForeignFields(taken ? [] : rest, source)]
}

/** Whether its last line is a field without text, so that what follows is its text. */
function endsOpen(text: string): boolean {
  const start = startOf(text.split('\n').at(-1) ?? '')
  return start !== undefined && start.rest.trim() === ''
}

function fieldsOfParagraph(
  paragraph: Paragraph,
  following: readonly RootContent[],
  source: string
): ForeignField[] {
  const first = paragraph.position?.start.line ?? 1
  const open: {topic: FieldTopic; name: string; lines: string[]; line: number}[] = []
  const lines = splitLines(source.slice(...offsets(paragraph)))
  for (const [index, {text, number}] of lines.entries()) {
    const start = startOf(text) ?? definitionAt(text, lines[index + 1]?.text)
    if (start) open.push({topic: start.topic, name: start.name, lines: [start.rest], line: first + number})
    else if (startsUnknown(text)) open.push({topic: 'text', name: '', lines: [], line: first + number})
    else open.at(-1)?.lines.push(text.replace(definition, ''))
  }
  return open.flatMap(({lines, ...field}, index) => {
    const beside = oneLine(lines.join('\n'))
    const text = beside === '' && index === open.length - 1 ? below(following, source) : beside
    return field.name === '' || text === '' ? [] : [{...field, text}]
  })
}

/** The paragraph's lines; a line that names several fields, divided by bars, counts as several. */
function splitLines(text: string): {text: string; number: number}[] {
  return text.split(/\r?\n/).flatMap((line, number) =>
    line
      .trim()
      .split(nextOnLine)
      .map(part => ({text: part, number}))
  )
}

/** What follows a field without text up to the next one. */
function below(following: readonly RootContent[], source: string): string {
  const end = following.findIndex(
    node =>
      node.type === 'heading' ||
      node.type === 'thematicBreak' ||
      (node.type === 'paragraph' && startsField(source.slice(...offsets(node)))) ||
      (node.type === 'list' && isFieldList(node, source))
  )
  const nodes = end === -1 ? following : following.slice(0, end)
  return nodes
    .flatMap(node => textOf(node, source))
    .join(' ')
    .trim()
}

/** A paragraph or list as one line of Markdown; code below a name is an example, no value. */
function textOf(node: RootContent, source: string): string[] {
  if (node.type === 'paragraph') return [oneLine(source.slice(...offsets(node)))]
  if (node.type !== 'list') return []
  const start = node.start ?? 1
  const items = node.children.map(({children}, index) => {
    const text = children.flatMap(child => textOf(child, source)).join(' ')
    return node.ordered ? `${start + index}. ${text}` : text
  })
  return [items.join(node.ordered ? ' ' : '; ')]
}

interface Start {
  readonly topic: FieldTopic
  readonly name: string
  readonly rest: string
}

/** The known field that the text starts with; a bold name needs a colon or a dash after it. */
function startOf(text: string): Start | undefined {
  const marked = bold.exec(text)
  if (marked && marked[3] === '' && marked[4] === '') return undefined
  const match = marked ?? plain.exec(text)
  const name = match?.[marked ? 2 : 1]?.trim()
  const topic = name === undefined ? undefined : topicOf(name)
  if (!match || name === undefined || topic === undefined) return undefined
  return {topic, name, rest: text.slice(match[0].length)}
}

/** A name alone on its line, and a line with a colon below it. */
function definitionAt(text: string, next: string | undefined): Start | undefined {
  const name = text.replace(/[*_]/g, '').trim()
  const topic = topicOf(name)
  return topic !== undefined && definition.test(next ?? '') ? {topic, name, rest: ''} : undefined
}

/** A bold name that nobody knows ends the field before it. */
function startsUnknown(text: string): boolean {
  const match = bold.exec(text)
  return match !== null && (match[3] !== '' || match[4] === ':')
}

/** Whether a text starts with a field, known or not. */
export function startsField(text: string): boolean {
  return startOf(text) !== undefined || startsUnknown(text)
}
