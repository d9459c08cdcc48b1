import type {Html, Paragraph, PhrasingContent, RootContent} from 'mdast'
import {visit} from 'unist-util-visit'
import {plainText} from '../markdown/plain-text.ts'
import {type Marker, mentionsMarker, parseMarker} from './marker.ts'
import type {SourceText} from './source-text.ts'

interface Lines {
  readonly start: number
  readonly end: number
  /** 1-based line of `start`. */
  readonly line: number
}

/** What the pairing needs to know, in document order. */
export type MarkerEvent = Lines &
  (
    | {readonly kind: 'marker'; readonly marker: Marker}
    | {
        readonly kind: 'item'
        readonly block: 'action' | 'row'
        readonly id: string
        readonly hash: string
        readonly bodyEnd: number
      }
    | {readonly kind: 'anchor'}
    | {readonly kind: 'heading'; readonly depth: number}
    | {readonly kind: 'problem'; readonly problem: 'misplaced-marker' | 'malformed-marker'}
  )

/** The markers of a document, what is nearly one, and the headings between them, in document order. */
export function listMarkers(source: SourceText): MarkerEvent[] {
  return source.root.children.flatMap(node => eventsOf(node, source))
}

function eventsOf(node: RootContent, source: SourceText): MarkerEvent[] {
  switch (node.type) {
    case 'html':
      return htmlEvents(node, source)
    case 'heading':
      return [{kind: 'heading', depth: node.depth, ...linesOf(node, source)}, ...misplacedIn(node, source)]
    case 'paragraph':
      return [...anchorOf(node, source), ...misplacedIn(node, source)]
    case 'list':
      return node.children.flatMap(item => itemEvents(item, source))
    // A quotation quotes: what it holds is nobody's marker.
    case 'blockquote':
      return []
    default:
      return misplacedIn(node, source)
  }
}

function htmlEvents(node: Html, source: SourceText): MarkerEvent[] {
  const marker = parseMarker(node.value)
  if (marker) return [{kind: 'marker', marker, ...linesOf(node, source)}]
  if (!mentionsMarker(node.value)) return []
  return [problemAt('malformed-marker', node, source)]
}

function anchorOf(node: Paragraph, source: SourceText): MarkerEvent[] {
  const [before, open, close] = [node.children.at(-3), node.children.at(-2), node.children.at(-1)]
  if (open?.type !== 'html' || !/^<a id="dz-\d+">$/.test(open.value)) return []
  if (close?.type !== 'html' || close.value !== '</a>') return []
  // Right below a person's line it is one paragraph with it; it still starts a line of its own.
  if (before && !(before.type === 'text' && before.value.endsWith('\n'))) return []
  return [{kind: 'anchor', ...linesOf(open, source)}]
}

function itemEvents(item: RootContent, source: SourceText): MarkerEvent[] {
  if (item.type !== 'listItem') return []
  const comments = item.children.filter(child => child.type === 'html')
  const [key, ...others] = comments.filter(child => mentionsMarker(child.value))
  const misplaced = item.children
    .filter(child => child.type !== 'html')
    .flatMap(child => misplacedIn(child, source))
  const rest = others.map(other => problemAt('misplaced-marker', other, source))
  if (!key) return misplaced
  const marker = parseMarker(key.value)
  if (marker?.kind !== 'key') return [problemAt('misplaced-marker', key, source), ...misplaced, ...rest]
  const start = source.lineStart(source.startOf(item))
  const bodyEnd = withoutLineEnding(source.text, start, source.lineStart(source.startOf(key)))
  const block = isAction(item) ? 'action' : 'row'
  const event: MarkerEvent = {
    ...{kind: 'item', block, id: marker.id, hash: marker.hash, bodyEnd, start},
    ...{end: source.lineEnd(source.endOf(key)), line: source.lineOf(start)}
  }
  return [event, ...misplaced, ...rest]
}

/** A task-list item, or one whose box somebody took away. */
function isAction(item: RootContent & {type: 'listItem'}): boolean {
  return typeof item.checked === 'boolean' || /^NA-\d+\b/.test(plainText(item))
}

function misplacedIn(node: RootContent, source: SourceText): MarkerEvent[] {
  const events: MarkerEvent[] = []
  visit(node, inner => {
    if (inner.type === 'blockquote') return 'skip'
    if (inner.type === 'html' && mentionsMarker(inner.value))
      events.push(problemAt('misplaced-marker', inner, source))
    return undefined
  })
  return events
}

function problemAt(
  problem: 'misplaced-marker' | 'malformed-marker',
  node: RootContent | PhrasingContent,
  source: SourceText
): MarkerEvent {
  return {kind: 'problem', problem, ...linesOf(node, source)}
}

/** The lines a node stands on. */
function linesOf(node: RootContent | PhrasingContent, source: SourceText): Lines {
  const start = source.lineStart(source.startOf(node))
  return {start, end: source.lineEnd(source.endOf(node)), line: source.lineOf(start)}
}

function withoutLineEnding(text: string, start: number, end: number): number {
  if (end > start && text[end - 1] === '\n')
    return text[end - 2] === '\r' ? Math.max(start, end - 2) : end - 1
  return end
}
