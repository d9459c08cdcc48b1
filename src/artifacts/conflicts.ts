import {visit} from 'unist-util-visit'
import {parseMarkdown} from '../markdown/parse.ts'

/** One conflict that git left, with offsets into each side's text. */
export interface Conflict {
  /** 1-based line of `<<<<<<<` in the file. */
  readonly line: number
  readonly ours: Range
  readonly theirs: Range
}

export interface Range {
  readonly start: number
  readonly end: number
}

/** A file with conflict markers, read as each side would have it. */
export interface BothSides {
  readonly ours: string
  readonly theirs: string
  /** In document order, at least one. */
  readonly conflicts: readonly Conflict[]
}

/**
 * Both sides of a file that git left with conflict markers; undefined when it holds none.
 *
 * The base that `diff3` and `zdiff3` add is left out. Markers without their partners are text, and so is a conflict
 * inside a code block of the person's: it shows one.
 */
export function readBothSides(text: string): BothSides | undefined {
  const hunks = findHunks(text)
  if (hunks.length === 0) return undefined
  const shown = listShownCode(text)
  const real = hunks.filter(({start, end}) => !shown.some(code => code.start <= start && end <= code.end))
  return real.length === 0 ? undefined : takeSides(text, real)
}

/** Offsets of a conflict in the file; the sides' own lines are between the marker lines. */
interface Hunk extends Range {
  readonly line: number
  readonly ours: Range
  readonly theirs: Range
}

interface Line extends Range {
  readonly number: number
  readonly text: string
}

/** The marker lines of a conflict that has begun. */
interface Begun {
  readonly begin: Line
  readonly base?: Line
  readonly middle?: Line
}

function findHunks(text: string): Hunk[] {
  const hunks: Hunk[] = []
  let begun: Begun | undefined
  for (const line of listLines(text)) {
    if (/^<{7}(?: |$)/.test(line.text)) begun = {begin: line}
    else if (begun && !begun.middle && !begun.base && /^\|{7}(?: |$)/.test(line.text))
      begun = {...begun, base: line}
    else if (begun && !begun.middle && /^={7}$/.test(line.text)) begun = {...begun, middle: line}
    else if (begun?.middle && /^>{7}(?: |$)/.test(line.text)) {
      hunks.push(toHunk(begun.begin, begun.base, begun.middle, line))
      begun = undefined
    }
  }
  return hunks
}

function toHunk(begin: Line, base: Line | undefined, middle: Line, end: Line): Hunk {
  return {
    start: begin.start,
    end: end.end,
    line: begin.number,
    ours: {start: begin.end, end: (base ?? middle).start},
    theirs: {start: middle.end, end: end.start}
  }
}

function listLines(text: string): Line[] {
  let start = 0
  return (text.match(/[^\n]*\n|[^\n]+$/g) ?? []).map((source, index) => {
    const line = {start, end: start + source.length, number: index + 1, text: source.replace(/\r?\n$/, '')}
    start = line.end
    return line
  })
}

/** Code blocks outside every generated region. In a region the code (a diagram) is ours and may well be in conflict. */
function listShownCode(text: string): Range[] {
  const ranges: Range[] = []
  visit(parseMarkdown(text), 'code', node => {
    const start = node.position?.start.offset ?? 0
    const before = text.slice(0, start)
    const inRegion =
      before.lastIndexOf('<!-- groundtruth:begin ') > before.lastIndexOf('<!-- groundtruth:end ')
    if (!inRegion) ranges.push({start, end: node.position?.end.offset ?? 0})
  })
  return ranges
}

function takeSides(text: string, hunks: readonly Hunk[]): BothSides {
  const ours = takeSide(text, hunks, 'ours')
  const theirs = takeSide(text, hunks, 'theirs')
  const conflicts = hunks.map(({line}, i) => ({
    line,
    ours: ours.ranges[i] as Range,
    theirs: theirs.ranges[i] as Range
  }))
  return {ours: ours.text, theirs: theirs.text, conflicts}
}

function takeSide(
  text: string,
  hunks: readonly Hunk[],
  side: 'ours' | 'theirs'
): {text: string; ranges: Range[]} {
  const ranges: Range[] = []
  let result = ''
  let offset = 0
  for (const hunk of hunks) {
    result += text.slice(offset, hunk.start)
    const start = result.length
    result += text.slice(hunk[side].start, hunk[side].end)
    ranges.push({start, end: result.length})
    offset = hunk.end
  }
  return {text: result + text.slice(offset), ranges}
}
