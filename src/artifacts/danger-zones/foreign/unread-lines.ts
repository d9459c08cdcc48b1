import type {Problem} from '../../../errors.ts'

/** Lines of a document, 1-based, both ends included. */
export interface LineRange {
  readonly start: number
  readonly end: number
}

/**
 * One problem per run of lines that hold something and that nobody read. Blank lines neither start nor end a run; a line
 * of `read` ends it.
 */
export function reportUnread(lines: readonly string[], read: readonly LineRange[]): Problem[] {
  const taken = new Set<number>()
  for (const {start, end} of read) for (let line = start; line <= end; line++) taken.add(line)
  const runs: {start: number; end: number}[] = []
  let open = false
  for (const [index, text] of lines.entries()) {
    if (taken.has(index + 1)) open = false
    else if (text.trim() !== '') {
      const run = runs.at(-1)
      if (open && run) run.end = index + 1
      else runs.push({start: index + 1, end: index + 1})
      open = true
    }
  }
  return runs.map(({start, end}) => ({
    kind: 'unread-line',
    line: start,
    message:
      start === end
        ? `line ${start} stands in no zone and was not read`
        : `lines ${start}-${end} stand in no zone and were not read`
  }))
}
