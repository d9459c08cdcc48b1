import type {LineRange} from './line-range.ts'

/** What MADR 4 and 3.1 call the section, and what MADR 3.0 called it. Source: adr.github.io/madr. */
const title = /^(?:confirmation|validation)\b[\s:]*$/i
const notInForce = /\b(?:superseded|deprecated|rejected|proposed|draft|withdrawn|obsolete)\b/i

interface HeadingLine {
  /** 1-based. */
  readonly line: number
  readonly depth: number
  readonly title: string
}

/**
 * The lines of a decision record that say how the decision is followed: its sections "Confirmation", headings included.
 * None when the decision is not in force, by the status in its front matter, its Status section or a line `Status: …`.
 *
 * Read line by line, as it decides before anything is loaded that parses; a heading inside of a fence is none.
 */
export function confirmationOf(text: string): LineRange[] {
  const lines = text.split(/\r\n|\r|\n/)
  const headings = headingsOf(lines)
  const wanted = headings.filter(heading => title.test(heading.title))
  if (wanted.length === 0 || notInForce.test(statusOf(lines, headings))) return []
  return wanted.map(heading => sectionOf(heading, headings, lines.length))
}

function headingsOf(lines: readonly string[]): HeadingLine[] {
  const headings: HeadingLine[] = []
  let fence: string | undefined
  for (const [index, text] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(text)?.[1]
    if (mark !== undefined && (fence === undefined || isEnd(mark, fence))) fence = fence ? undefined : mark
    const [, marks, name] = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/.exec(text) ?? []
    if (fence === undefined && marks !== undefined && name !== undefined)
      headings.push({line: index + 1, depth: marks.length, title: name.replace(/[*_`]/g, '')})
  }
  return headings
}

function isEnd(mark: string, fence: string): boolean {
  return mark[0] === fence[0] && mark.length >= fence.length
}

function sectionOf({line, depth}: HeadingLine, headings: readonly HeadingLine[], end: number): LineRange {
  const next = headings.find(other => other.line > line && other.depth <= depth)
  return {first: line, last: next ? next.line - 1 : end}
}

function statusOf(lines: readonly string[], headings: readonly HeadingLine[]): string {
  const first = headings[0]?.line ?? lines.length
  const before = lines.slice(0, first)
  const listed = lines.slice(first, first + 10)
  const stated = [...before, ...listed].filter(line => /^[\s*_-]*status[*_]*\s*:/i.test(line))
  const heading = headings.find(one => /^status\b/i.test(one.title))
  const range = heading && sectionOf(heading, headings, lines.length)
  return [...stated, ...(range ? lines.slice(range.first, range.last) : [])].join('\n')
}
