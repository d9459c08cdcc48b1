import type {Nodes, Paragraph} from 'mdast'
import {plainText} from '../../../markdown/plain-text.ts'
import {offsets} from '../../lines/fields.ts'
import {oneLine} from '../../lines/one-line.ts'

/**
 * `DZ-3`, `DZ-H3`, `SEC-AUTH-2:`, `DZ-19a` at the start, a picture before it left out, with what divides it from a title.
 * Any prefix but DZ needs more than a space after it: `UTF-8 names` has no label.
 */
export const labelStart =
  /^[^\p{L}\p{N}]*(DZ-(?:[A-Za-z]+-)?[A-Z]*\d+[a-z]?(?=[.:)\]\s]|$)|[A-Z][A-Z0-9]*(?:-[A-Za-z]+)?-[A-Z]*\d+[a-z]?(?=[.:)\]]|\s+[-–—]\s|\s*$))[.:)\]]*\s*(?:[-–—]\s+)?/u
/** `3.`, `4.5` and `2)` at the start of a heading. */
export const ordinalStart = /^[^\p{L}\p{N}`/.]*(\d+(?:\.\d+)*)[.):]?\s+(?=\S)/u

/** What an item or a heading is called. */
export interface Name {
  readonly title: string
  readonly ownLabel?: string
  /** What follows, markup included. */
  readonly lead: string
  /** The code that the name starts with or consists of. */
  readonly code?: string
}

const divider = /(?:\s[-–—]\s|:\s|:$|(?<=\S{3})\.\s)/

/** The name of a heading's text; the path that stands before a colon is no part of it. */
export function nameOfHeading(text: string, allowOrdinal: boolean): Name | undefined {
  const own = labelStart.exec(text) ?? (allowOrdinal ? ordinalStart.exec(text) : null)
  if (!own?.[1]) return undefined
  const rest = text.slice(own[0].length).replace(/^[^\s:]*[/.][^\s:]*(?::[^\s:]+)?:\s+(?=\S)/, '')
  return {title: rest === '' ? own[1] : rest, ownLabel: own[1], lead: ''}
}

/**
 * The name of a paragraph: what it starts with in bold, or what it starts with in code up to a dash or colon. With
 * `anyText` a sentence of at least three words has a name too.
 */
export function nameOfParagraph(paragraph: Paragraph, source: string, anyText: boolean): Name | undefined {
  const marked = paragraph.children.find(node => node.type !== 'text' || /[\p{L}\p{N}]/u.test(node.value))
  const text = oneLine(source.slice(...offsets(paragraph)))
  if (marked?.type === 'strong') {
    const after = oneLine(source.slice(offsets(marked)[1], offsets(paragraph)[1]))
    return {
      ...withLabel(plainText(marked), after),
      ...codeOf(marked.children.length === 1 ? marked.children[0] : undefined)
    }
  }
  const coded = marked?.type === 'inlineCode'
  if (!coded && !labelStart.test(text) && !(anyText && text.split(/\s+/).length >= 3)) return undefined
  const label = labelStart.exec(text)?.[0] ?? ''
  const rest = text.slice(label.length)
  const cut = divider.exec(outsideCode(rest))
  const end = cut ? cut.index : rest.length
  return {...withLabel(plain(label + rest.slice(0, end)), rest.slice(end)), ...codeOf(marked)}
}

function codeOf(node: Nodes | undefined): Pick<Name, 'code'> {
  return node?.type === 'inlineCode' ? {code: node.value} : {}
}

/** A label that stands alone in bold takes what follows as its title. */
function withLabel(text: string, after: string): Name {
  const lead = after.replace(/^[\s:–—-]+/, '')
  const own = labelStart.exec(text)
  const title = (own ? text.slice(own[0].length) : text).replace(/[\s:.]+$/, '').replace(/^[:\s]+/, '')
  if (!own?.[1]) return {title, lead}
  if (title !== '') return {title, ownLabel: own[1], lead}
  const cut = divider.exec(outsideCode(lead))
  const end = cut ? cut.index : lead.length
  return {
    title: plain(lead.slice(0, end)),
    ownLabel: own[1],
    lead: lead.slice(end).replace(/^[\s:.–—-]+/, '')
  }
}

/** The text with its code spans filled, so that nothing in them divides. */
function outsideCode(text: string): string {
  return text.replace(/`+[^`]*`+/g, code => 'x'.repeat(code.length))
}

function plain(text: string): string {
  return text
    .replace(/`|\*\*|__/g, '')
    .replace(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, '$1')
    .replace(/[\s.:]+$/, '')
}
