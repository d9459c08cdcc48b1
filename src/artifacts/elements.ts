import type {FoundBlock} from './block.ts'
import type {FoundNext} from './pair-markers.ts'
import {type FoundHeading, isSectionHeading, type ParsedDocument, slotOf} from './regions.ts'

/** A piece of a document that stays whole. White space lines between pieces belong to no piece. */
export type Element = {
  readonly source: string
  /** Its place in the old document; undefined for what was not there. */
  readonly index: number | undefined
  /** The white space in front of it in the old document. */
  readonly before: string
} & (
  | {readonly kind: 'text'}
  | {readonly kind: 'heading'; readonly heading: Pick<FoundHeading, 'depth' | 'title' | 'nested'>}
  | {readonly kind: 'block'; readonly slot: string; readonly item: boolean; readonly found?: FoundBlock}
  | {readonly kind: 'next'}
)

/** A document cut up: joined again as it is, it is the same text. */
export interface Elements {
  readonly list: readonly Element[]
  /** White space after the last element. */
  readonly after: string
}

/** Cuts a document at its section headings, blocks and next line; what lies between is the person's text. */
export function splitElements(text: string, document: ParsedDocument): Elements {
  const list: Element[] = []
  let offset = text.startsWith('\u{FEFF}') ? 1 : 0
  let before = ''
  const push = (element: NewElement) => {
    list.push({...element, index: list.length, before} as Element)
    before = ''
  }
  const pushText = (end: number) => {
    const [lead, source, trail] = cutText(text.slice(offset, end))
    before += lead
    if (source !== '') push({kind: 'text', source})
    before += trail
  }
  for (const mark of marksOf(document)) {
    pushText(mark.start)
    push({...mark.element, source: text.slice(mark.start, mark.end)})
    offset = mark.end
  }
  pushText(text.length)
  return {list, after: before}
}

type Omitted<T, K extends string> = T extends unknown ? Omit<T, K> : never
type NewElement = Omitted<Element, 'index' | 'before'>

interface Mark {
  readonly start: number
  readonly end: number
  readonly element: Omitted<NewElement, 'source'>
}

function marksOf({blocks, headings, next}: ParsedDocument): Mark[] {
  return [
    ...headings.filter(isSectionHeading).map(headingMark),
    ...blocks.map(blockMark),
    ...(next ? [nextMark(next)] : [])
  ].sort((a, b) => a.start - b.start)
}

function headingMark(heading: FoundHeading): Mark {
  return {start: heading.start, end: heading.end, element: {kind: 'heading', heading}}
}

function blockMark(found: FoundBlock): Mark {
  const item = found.kind === 'action' || found.kind === 'row'
  const element = {kind: 'block', slot: slotOf(found.kind, found.id), item, found} as const
  return {start: found.start, end: found.end, element}
}

function nextMark({start, end}: FoundNext): Mark {
  return {start, end, element: {kind: 'next'}}
}

/** White space up to the first line with something on it, that text with its own trailing spaces, the rest. */
function cutText(text: string): [lead: string, source: string, trail: string] {
  if (text.trim() === '') return [text, '', '']
  const lead = /^(?:[ \t]*\r?\n)*/.exec(text)?.[0] ?? ''
  const trail = /(?:\r?\n[ \t]*)*$/.exec(text)?.[0] ?? ''
  return [lead, text.slice(lead.length, text.length - trail.length), trail]
}

/** The document again. Pieces that were neighbours keep what stood between them. */
export function joinElements({list, after}: Elements, lineEnding: string): string {
  const pieces = list.map((element, i) => gapBefore(element, list[i - 1], lineEnding) + element.source)
  return pieces.join('') + after
}

function gapBefore(element: Element, left: Element | undefined, lineEnding: string): string {
  const {index, before} = element
  const wasFirst = index === 0
  if (!left) return wasFirst ? before : ''
  if (index !== undefined && index - 1 === left.index) return before
  // A person's text keeps its distance to what stood above it, so that taking a block out again restores it.
  if (index !== undefined && element.kind !== 'block' && before.includes('\n')) return before
  return isItem(left) && isItem(element) ? lineEnding : lineEnding + lineEnding
}

function isItem(element: Element): boolean {
  return element.kind === 'block' && element.item
}
