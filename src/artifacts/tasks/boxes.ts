/** A box of a list with the lines that belong to it. */
export interface Box {
  /** 1-based line of the marker. */
  readonly line: number
  /** Columns before the list marker. */
  readonly indent: number
  /** What stands between the brackets, `''` for `[]`. */
  readonly marker: string
  /** Whether a star follows the box: optional in Kiro. */
  readonly starred: boolean
  readonly headings: readonly string[]
  readonly parentLine: number | undefined
  /** The item's lines without indent and box, code and comments blanked; sub-bullets begin with `- `. */
  readonly parts: string[]
}

/** All five list markers, any indent, also in a block quote. `[x]` must be followed by a space, a star (Kiro; formatters escape it) or nothing. */
const boxLine = /^([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\[([^\]\r\n]?)\](?:(\\?\*)?[ \t]+(.*)|\\?\*|)$/
const bulletLine = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/
const headingLine = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/
const breakLine = /^ {0,3}(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|=+[ \t]*)$/
/** Source: CommonMark 0.31.2, "HTML blocks", start condition 6, as far as task files have it: such a tag ends a paragraph. */
const blockTag =
  /^ {0,3}<\/?(?:details|summary|div|p|table|tr|td|th|ul|ol|li|section|center|blockquote|hr|h[1-6])(?=[\s/>])/i

/**
 * The boxes of masked lines in source order; one in a line that `holds` denies is none. Wrapped lines and plain
 * sub-bullets belong to their box.
 */
export function readBoxes(lines: readonly string[], holds: (line: number) => boolean = () => true): Box[] {
  const labels = definedLabels(lines)
  const boxes: Box[] = []
  const headings: {level: number; text: string}[] = []
  let open: Box[] = []
  let afterBlank = false
  lines.forEach((line, index) => {
    const heading = headingLine.exec(line)
    const match = holds(index + 1) ? boxLine.exec(line) : null
    if (heading) {
      while ((headings.at(-1)?.level ?? 0) >= (heading[1] ?? '').length) headings.pop()
      headings.push({level: (heading[1] ?? '').length, text: heading[2] ?? ''})
      open = []
    } else if (match && !labels.has((match[2] ?? '').toLowerCase())) {
      const indent = widthOf(match[1] ?? '')
      open = open.filter(box => indent >= box.indent + 2)
      const box = toBox(match, index + 1, headings, open.at(-1))
      boxes.push(box)
      open.push(box)
    } else if (!isBlank(line)) {
      open = continueItem(open, line, afterBlank)
    }
    afterBlank = isBlank(line) && !line.includes('\0')
  })
  return boxes
}

function toBox(
  [, indent = '', marker = '', star, first]: RegExpExecArray,
  line: number,
  headings: readonly {text: string}[],
  parent: Box | undefined
): Box {
  return {
    line,
    indent: widthOf(indent),
    marker,
    starred: star?.endsWith('*') ?? false,
    headings: headings.map(heading => heading.text),
    parentLine: parent?.line,
    parts: [first ?? '']
  }
}

/** Adds a line to the innermost open item it belongs to; gives the items that are still open. */
function continueItem(open: Box[], line: string, afterBlank: boolean): Box[] {
  const indent = widthOf(/^[ \t>]*/.exec(line)?.[0] ?? '')
  const bullet = bulletLine.test(line)
  const lazy = !afterBlank && !bullet && !breakLine.test(line) && !blockTag.test(line)
  const still = lazy ? open : open.filter(box => indent >= box.indent + (bullet ? 2 : 1))
  still.at(-1)?.parts.push(line.replace(/^[ \t>]+/, '').replace(/^[*+](?=[ \t])/, '-'))
  return still
}

/** `[a]: target` makes `[a]` a link, not a box. */
function definedLabels(lines: readonly string[]): Set<string> {
  const labels = lines.map(line => /^ {0,3}\[([^\]])\]:[ \t]*\S/.exec(line)?.[1]?.toLowerCase())
  return new Set(labels.filter(label => label !== undefined))
}

function isBlank(line: string): boolean {
  return /^[\s>\0]*$/.test(line)
}

/** Columns of an indent; a tab reaches to the next multiple of four, a quote mark counts as one. */
function widthOf(indent: string): number {
  return [...indent].reduce((width, char) => (char === '\t' ? width + 4 - (width % 4) : width + 1), 0)
}
