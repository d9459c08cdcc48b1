import type {JudgedClaim} from './claim.ts'
import type {Rename} from './rename.ts'

/** A piece of a text and what takes its place. Offsets are UTF-16, `end` is exclusive. */
export interface TextEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Words of a text that tells where something went: a new name for the old place would make it wrong. */
const moving = /\b(?:mov|renam|extract|split|replac|remov|delet|migrat|relocat|refactor)\w*/i

/**
 * Where a document has the name that a claim is about: in the code span or link at the claim's place, else, for the home
 * of a symbol, in the one code span of its paragraph that holds it. Undefined when the source spells it otherwise (escapes,
 * entities), more than one place could be meant, or the text around it tells of a move.
 */
export function renameEdit(
  text: string,
  {line, column, kind}: JudgedClaim,
  {written, current}: Rename
): TextEdit | undefined {
  const start = offsetOf(text, line, column)
  const paragraph = text.slice(paragraphStart(text, start), paragraphEnd(text, start))
  if (kind !== 'link' && moving.test(paragraph)) return undefined
  const at =
    kind === 'symbol'
      ? onlyCodeSpan(text, start, written)
      : kind === 'link'
        ? linkTarget(text, start, written)
        : spanAt(text, start, written)
  return at === undefined ? undefined : {start: at, end: at + written.length, text: current}
}

/** The text with all edits made, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const fromEnd = [...edits].sort((left, right) => right.start - left.start)
  return fromEnd.reduce(
    (result, {start, end, text: piece}) => result.slice(0, start) + piece + result.slice(end),
    text
  )
}

/** A byte order mark is part of the text and of no line, as far as Markdown counts. */
function offsetOf(text: string, line: number, column: number): number {
  const breaks = /\r\n|\r|\n/g
  let start = text.startsWith('\uFEFF') ? 1 : 0
  for (let count = 1; count < line && breaks.exec(text); count++) start = breaks.lastIndex
  return start + column - 1
}

/** Behind the marks of a code span, or of a link that shows one. */
function spanAt(text: string, start: number, written: string): number | undefined {
  const marks = /^(?:!?\[)?`* ?/.exec(text.slice(start, start + 10))?.[0].length ?? 0
  return text.startsWith(written, start + marks) ? start + marks : undefined
}

/** `](target`, `](<target` or `]: target`, in the same paragraph. */
function linkTarget(text: string, start: number, written: string): number | undefined {
  const rest = text.slice(start, paragraphEnd(text, start))
  const found = ['](', '](<', ']: ', ']: <'].flatMap(before => {
    const at = rest.indexOf(before + written)
    const after = rest[at + before.length + written.length] ?? ''
    return at >= 0 && /^(?:[)>\s]|$)/.test(after) ? [at + before.length] : []
  })
  return found.length === 0 ? undefined : start + Math.min(...found)
}

function onlyCodeSpan(text: string, start: number, written: string): number | undefined {
  const first = paragraphStart(text, start)
  const paragraph = text.slice(first, paragraphEnd(text, start))
  const at = paragraph.indexOf(`\`${written}\``)
  const isOnly = at >= 0 && paragraph.indexOf(written) === at + 1 && paragraph.lastIndexOf(written) === at + 1
  return isOnly ? first + at + 1 : undefined
}

const blankLine = /(?:\r\n|\r|\n)[ \t]*(?:\r\n|\r|\n)/g

function paragraphStart(text: string, offset: number): number {
  let start = 0
  for (const {0: gap, index} of text.matchAll(blankLine))
    if (index + gap.length <= offset) start = index + gap.length
  return start
}

function paragraphEnd(text: string, offset: number): number {
  for (const {index} of text.matchAll(blankLine)) if (index >= offset) return index
  return text.length
}
