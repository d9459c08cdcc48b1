import type {Box} from '../tasks/boxes.ts'
import type {SourceLine} from './source-lines.ts'

/** Where a note goes. */
export interface NotePlace {
  /** 0-based index of the item's last own line, behind which the note stands. */
  readonly after: number
  /** What its lines begin with: quote marks and blanks. */
  readonly indent: string
  /** Whether text there would become part of something else than the item: of a bullet, a table, a block of HTML. */
  readonly needsBullet: boolean
}

const bullet = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/
const heading = /^ {0,3}#{1,6}[ \t]/
/** A rule, HTML, or what is masked. */
const endsParagraph = /^ {0,3}(?:([-*_])[ \t]*(?:\1[ \t]*){2,}$|=+[ \t]*$|<)|\0/

/**
 * Where a note to an item stands: behind the item's own lines and before its children, indented like them.
 *
 * `masked` are the lines with code, comments and our notes blanked.
 */
export function placeOfNote(
  box: Box,
  boxLines: ReadonlySet<number>,
  source: readonly SourceLine[],
  masked: readonly string[]
): NotePlace {
  const own = ownLines(box, boxLines, source, masked)
  const after = own.at(-1) ?? box.line - 1
  const inner = [...own, ...(boxLines.has(after + 2) ? [after + 1] : [])].map(
    index => source[index]?.text ?? ''
  )
  const last = masked[after] ?? ''
  return {
    after,
    indent: indentOf(source[box.line - 1]?.text ?? '', inner),
    needsBullet:
      own.some(index => bullet.test(source[index]?.text ?? '')) || /^[ \t>]*[|<]|\|[ \t]*$/.test(last)
  }
}

/** Indexes of the lines behind the marker's that belong to the item, up to its first child. */
function ownLines(
  box: Box,
  boxLines: ReadonlySet<number>,
  source: readonly SourceLine[],
  masked: readonly string[]
): number[] {
  const own: number[] = []
  let afterBlank = false
  for (let index = box.line; index < source.length; index++) {
    const text = source[index]?.text ?? ''
    if (boxLines.has(index + 1) || heading.test(masked[index] ?? '')) break
    if (/^[ \t>]*$/.test(text)) {
      afterBlank = true
      continue
    }
    const isInside = widthOf(leading(text)) >= box.indent + (bullet.test(text) ? 2 : 1)
    const isLazy = !afterBlank && !bullet.test(text) && !endsParagraph.test(masked[index] ?? '')
    if (!isInside && !isLazy) break
    own.push(index)
    afterBlank = false
  }
  return own
}

/** As the item's own lines or its first child are indented, and at least as deep as its words. */
function indentOf(line: string, inner: readonly string[]): string {
  const [, before = '', marker = ''] = /^\uFEFF?([ \t>]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)/.exec(line) ?? []
  const words = before + ' '.repeat(marker.length)
  const like = inner.map(leading).find(indent => widthOf(indent) >= widthOf(words))
  return like ?? words
}

function leading(text: string): string {
  return /^[ \t>]*/.exec(text)?.[0] ?? ''
}

/** Columns; a tab reaches to the next multiple of four. */
function widthOf(indent: string): number {
  return [...indent].reduce((width, char) => (char === '\t' ? width + 4 - (width % 4) : width + 1), 0)
}
