import type {List, ListItem, Nodes, Root} from 'mdast'
import {oneLine} from './one-line.ts'
import {protect, unprotect} from './protect.ts'

/** A list item that starts with its name: `- **Status**: open` or `- Owner: Ada`. */
export interface Field {
  /** Without stars and colon. */
  readonly name: string
  /** What follows the name on the item's first paragraph, as one line of Markdown. */
  readonly text: string
  /** Everything that follows the name, nested blocks too, without the item's indentation. */
  readonly block: string
  /** Offsets of the item in the source: from the start of its first line to after its last line break. */
  readonly start: number
  readonly end: number
}

const fieldName = /^(?:(?:\*\*|__)([^*_\n]+?)(:?)(?:\*\*|__)(:?)|([A-Z][A-Za-z ]{0,40}?)(:))(?=\s|$)/
const comment = /<!--/

/** `- **Name**: text`, or nothing for a text that is empty. */
export function boldField(name: string, text: string): string[] {
  return text === '' ? [] : [`- **${name}**: ${toFieldText(text)}`]
}

/** Single-line Markdown that cannot be taken for a comment of ours. */
export function toFieldText(text: string): string {
  return protect(oneLine(text), comment)
}

/** The inverse of {@link toFieldText}, line breaks aside. */
export function fromFieldText(text: string): string {
  return unprotect(oneLine(text), comment)
}

/** The fields of the lists that are children of `parent`, in source order; items without a name are left out. */
export function readFields(parent: Root | ListItem, source: string): Field[] {
  return listsOf(parent).flatMap(list => list.children.flatMap(item => readField(item, source) ?? []))
}

/** The text of the first field of that name, compared without case; empty when there is none. */
export function fieldText(fields: readonly Field[], ...names: readonly string[]): string {
  return findField(fields, ...names)?.text ?? ''
}

/** The first field that has one of the names, compared without case. */
export function findField(fields: readonly Field[], ...names: readonly string[]): Field | undefined {
  return fields.find(field => names.some(name => name.toLowerCase() === field.name.toLowerCase()))
}

function listsOf(parent: Root | ListItem): List[] {
  return parent.children.flatMap(child => (child.type === 'list' ? [child] : []))
}

function readField(item: ListItem, source: string): Field | undefined {
  const paragraph = item.children[0]
  if (paragraph?.type !== 'paragraph') return undefined
  const [start, end] = offsets(item)
  const [textStart, textEnd] = offsets(paragraph)
  const match = fieldName.exec(source.slice(textStart, textEnd))
  if (!match || (match[2] === '' && match[3] === '')) return undefined
  const lineStart = source.lastIndexOf('\n', start - 1) + 1
  const contentStart = textStart + match[0].length
  return {
    name: (match[1] ?? match[4] ?? '').trim(),
    text: fromFieldText(source.slice(contentStart, textEnd)),
    block: outdent(source.slice(contentStart, end), textStart - lineStart),
    start: lineStart,
    end: afterLineBreak(source, end)
  }
}

/** Takes up to `indent` blanks from each line but the first, and blank lines from both ends. */
function outdent(text: string, indent: number): string {
  const [first = '', ...rest] = text.split(/\r?\n/)
  const lines = [first.trimStart(), ...rest.map(line => line.replace(new RegExp(`^ {0,${indent}}`), ''))]
  return lines
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd()
}

function afterLineBreak(source: string, offset: number): number {
  const lineBreak = /\r?\n/y
  lineBreak.lastIndex = offset
  return lineBreak.test(source) ? lineBreak.lastIndex : offset
}

/** Offsets of a node that came from a parser; a node made by hand has none, which is a bug in the caller. */
export function offsets(node: Nodes): [start: number, end: number] {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start === undefined || end === undefined) throw new Error(`Expected a ${node.type} with a position`)
  return [start, end]
}
