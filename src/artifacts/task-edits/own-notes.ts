/** A note that an earlier `--apply` added: 0-based lines, the last one included. */
export interface OwnNote {
  readonly first: number
  readonly last: number
  /** What the note says, see `noteKey`. */
  readonly key: string
}

/** A date and a commit may be missing, a person's own "Triaged" may be of any form: only the comment at the end makes it ours. */
const head = /^[ \t>]*(?:[-*+][ \t]+)?Triaged(?: \d{4}-\d{2}-\d{2})?(?: \([0-9a-f]+\))?: /
const tail = /<!-- triage ([0-9a-f]{8}) -->[ \t]*$/
const boxOrHeading = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+\[[^\]]?\]|#{1,6}[ \t])/

/** The comment that ends a note. */
export function noteEnd(key: string): string {
  return `<!-- triage ${key} -->`
}

/** The notes of ours in a text, in source order. What a person wrote in between, or in the same form, is none. */
export function findOwnNotes(lines: readonly string[]): OwnNote[] {
  return lines.flatMap((line, first) => {
    if (!head.test(line)) return []
    const last = lastLine(lines, first)
    const key = last === undefined ? undefined : tail.exec(lines[last] ?? '')?.[1]
    return last === undefined || key === undefined ? [] : [{first, last, key}]
  })
}

function lastLine(lines: readonly string[], first: number): number | undefined {
  for (let index = first; index < lines.length; index++) {
    const line = lines[index] ?? ''
    if (index > first && (line.trim() === '' || head.test(line) || boxOrHeading.test(line))) return undefined
    if (tail.test(line)) return index
  }
  return undefined
}

/** The lines with those of our notes blanked: what a note says is no part of the item that it stands in. */
export function maskOwnNotes(lines: readonly string[], source: readonly string[]): string[] {
  const masked = [...lines]
  for (const {first, last} of findOwnNotes(source))
    for (let index = first; index <= last; index++)
      masked[index] = (source[index] ?? '').replace(/[\s\S]/g, '\0')
  return masked
}
