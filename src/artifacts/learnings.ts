/** A pattern for LEARNINGS.md. */
export interface Learning {
  /** 8 hex digits that stay the same for the same pattern, whatever its figures are. */
  readonly key: string
  readonly title: string
  readonly context: string
  readonly lesson: string
  readonly application: string
}

/** `## [2026-05-23] …`, or with a time as `[2026-05-23-003000]`. Source: ctx, `.context/LEARNINGS.md`. */
const entry = /^## \[(\d{4}-\d{2}-\d{2})(-\d{6})?\]/gm

/**
 * LEARNINGS.md with the learnings that it does not hold yet, in ctx's form and the file's own order: in front of the entries
 * where the newest stands first, else at the end. Every byte that was there stays; a pattern is told once, and stays as a
 * person has edited it. `time` is the commit's, in seconds; without one the entries have no date and stand at the end.
 */
export function addLearnings(
  old: string | undefined,
  learnings: readonly Learning[],
  time: number | undefined
): string | undefined {
  const added = learnings.filter(({key}) => !old?.includes(keyComment(key)))
  if (added.length === 0) return old
  const text = old ?? '# Learnings\n'
  const lineEnd = /\r\n/.test(text) ? '\r\n' : '\n'
  const entries = findEntries(text)
  const stamp = stampOf(time, entries[0]?.hasTime === true)
  const blocks = added.map(learning => toLines(learning, stamp).join(lineEnd))
  const rule = `${lineEnd}${lineEnd}---${lineEnd}${lineEnd}`
  const [first] = entries
  if (first && isNewestFirst(entries.map(({day}) => day)) && stamp !== '')
    return `${text.slice(0, first.offset)}${blocks.map(block => block + rule).join('')}${text.slice(first.offset)}`
  const gap = text.endsWith(`${lineEnd}${lineEnd}`)
    ? ''
    : text.endsWith(lineEnd)
      ? lineEnd
      : lineEnd + lineEnd
  const lead = entries.length > 0 && !/(?:^|\n)---\s*$/.test(text) ? `---${lineEnd}${lineEnd}` : ''
  return `${text}${text === '' ? '' : gap}${lead}${blocks.join(rule)}${lineEnd}`
}

function keyComment(key: string): string {
  return `<!-- groundtruth:learning ${key} -->`
}

interface Entry {
  readonly offset: number
  readonly day: string
  readonly hasTime: boolean
}

/** What a comment shows as an example is no entry. */
function findEntries(text: string): Entry[] {
  const plain = text.replace(/<!--[\s\S]*?-->/g, comment => comment.replace(/[^\r\n]/g, '\0'))
  return [...plain.matchAll(entry)].map(({index, 1: day = '', 2: clock}) => ({
    offset: index,
    day,
    hasTime: clock !== undefined
  }))
}

/** One entry, or several of one day, say nothing; ctx puts the newest first. */
function isNewestFirst(days: readonly string[]): boolean {
  const first = days[0] ?? ''
  const last = days.at(-1) ?? ''
  return first >= last
}

function stampOf(time: number | undefined, hasTime: boolean): string {
  if (time === undefined) return ''
  const [day = '', clock = ''] = new Date(time * 1000).toISOString().split('T')
  return hasTime ? `${day}-${clock.slice(0, 8).replaceAll(':', '')}` : day
}

function toLines({key, title, context, lesson, application}: Learning, stamp: string): string[] {
  return [
    stamp === '' ? `## ${title}` : `## [${stamp}] ${title}`,
    '',
    `**Context**: ${context}`,
    '',
    `**Lesson**: ${lesson}`,
    '',
    `**Application**: ${application}`,
    '',
    keyComment(key)
  ]
}
