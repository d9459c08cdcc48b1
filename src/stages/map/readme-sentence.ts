import type {PhrasingContent, RootContent} from 'mdast'
import {parseMarkdown} from '../../markdown/parse.ts'
import {plainText} from '../../markdown/plain-text.ts'

/** Longer than this is an essay, not a saying. */
const maximumLength = 240
const maximumBlocks = 10
/** Ten blocks, badges among them, are seldom longer. */
const maximumCharacters = 12_000
/** "Full documentation can be found here" says where to read, not what it is. */
const pointsElsewhere = /\b(?:documentation|docs|click|visit|sponsor|sponsors)\b|\bhere\b[.!]?$|^see\b/i

/**
 * The first sentence of a README's first paragraph of prose: badges, images, HTML and link lists are passed over.
 * A sentence there that defines `name` (`NAME is a …`) goes before it. Undefined when no paragraph within the first ten blocks
 * reads as a sentence.
 */
export function readmeSentence(markdown: string, name?: string): string | undefined {
  const tree = parseMarkdown(beginningOf(markdown.replace(/^\uFEFF/, '')))
  const paragraphs = openingOf(tree.children).flatMap(node => {
    const prose = node.type === 'paragraph' ? node.children.filter(child => !isBadge(child)) : []
    return holdsWords(prose) ? [plainText(prose)] : []
  })
  const defined = name === undefined ? [] : paragraphs.map(text => definition(text, name))
  return [...defined, ...paragraphs.map(firstSentence)].find(sentence => sentence !== undefined)
}

/** Up to the first section, in whole lines: no more of it is looked at, and parsing it takes a while. */
function beginningOf(markdown: string): string {
  const section = markdown.search(/^#{2,6}[ \t]/m)
  const opening = section < 0 ? markdown : markdown.slice(0, section)
  if (opening.length <= maximumCharacters) return opening
  return opening.slice(0, opening.lastIndexOf('\n', maximumCharacters) + 1)
}

/** The sentence `NAME is a …`: it says what the thing is, where the opening one may only praise. */
function definition(text: string, name: string): string | undefined {
  const sentences = text.replace(/\s+/g, ' ').split(/(?<=[.!?])\s+(?=[A-Z`"(])/)
  const openings = ['a', 'an'].map(article => `${name.toLowerCase()} is ${article} `)
  const found = sentences.find(sentence => openings.some(each => sentence.toLowerCase().startsWith(each)))
  return found === undefined ? undefined : firstSentence(found)
}

/** A paragraph of links alone is a menu. */
function holdsWords(prose: readonly PhrasingContent[]): boolean {
  return prose.some(node => node.type === 'text' && /\p{L}{2}/u.test(node.value))
}

/** What stands before the first section, quotations opened: below a heading the talk is of something else. */
function openingOf(nodes: readonly RootContent[]): RootContent[] {
  const end = nodes.findIndex(node => node.type === 'heading' && node.depth > 1)
  const opening = nodes.slice(0, end < 0 ? maximumBlocks : Math.min(end, maximumBlocks))
  return opening.flatMap((node): RootContent[] => (node.type === 'blockquote' ? node.children : [node]))
}

/** Pictures, links that hold nothing but pictures, and HTML: decoration, not prose. */
function isBadge(node: PhrasingContent): boolean {
  if (node.type === 'link' || node.type === 'linkReference') return node.children.every(isBadge)
  return ['html', 'image', 'imageReference', 'break'].includes(node.type)
}

/** The text up to the first full stop that ends a sentence; undefined when too short or too long to be one. */
export function firstSentence(text: string): string | undefined {
  const line = text.replace(/\s+/g, ' ').trim()
  const end = /[.!?](?=\s+[A-Z`"(]|$)/.exec(line)
  const sentence = end ? line.slice(0, end.index + 1) : line
  // A question teases, it does not say.
  if (sentence.endsWith('?')) return undefined
  const words = sentence.split(' ').length
  return words >= 4 && sentence.length <= maximumLength && !pointsElsewhere.test(sentence)
    ? sentence
    : undefined
}
