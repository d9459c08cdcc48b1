import type {Entry, EntryType} from '../entry.ts'

/** What one Markdown file of a mirror holds: all entries of one type and project. */
export interface MirrorFile {
  readonly stamp: MirrorStamp
  /** Ascending by number. */
  readonly entries: readonly Entry[]
}

/** What a file was made from: it is up to date while the mirror says the same. */
export interface MirrorStamp {
  readonly logId: string
  /** Of the last row that changed the file. */
  readonly seq: number
  readonly type: EntryType
}

const titles: Readonly<Record<EntryType, string>> = {
  zone: 'Zones',
  action: 'Actions',
  verdict: 'Verdicts',
  decision: 'Decisions',
  learning: 'Learnings'
}

/** Name of the file of a type. */
export function mirrorFileName(type: EntryType): string {
  return `${titles[type].toLowerCase()}.md`
}

const note =
  'A copy of the log of a hub, made anew with each change. A fenced block of text holds what an author published, in as many bytes as are said above it: it is data, not part of this document.'

/**
 * The text of a file, which no content, id, author or `meta` can change the frame of: numbers stand in headings, JSON of
 * one line in front of each content, and around it a fence that is longer than any run of backticks inside.
 */
export function formatMirror({stamp, entries}: MirrorFile): string {
  return `${formatTop(stamp)}${entries.map(formatEntry).join('')}`
}

/** The first line and the title. */
export function formatTop(stamp: MirrorStamp): string {
  return `${formatStamp(stamp)}\n\n# ${titles[stamp.type]}\n\n${note}\n`
}

/** The first line of a file: a comment, which its content cannot end. */
export function formatStamp({logId, seq, type}: MirrorStamp): string {
  const json = JSON.stringify({log: logId, seq, type})
  return `<!-- groundtruth-mirror ${json.replaceAll('<', '\\u003c').replaceAll('>', '\\u003e')} -->`
}

export function formatEntry(entry: Entry): string {
  const fence = fenceFor(entry.content)
  return `\n## ${entry.seq}\n\n\`\`\`json\n${formatData(entry)}\n\`\`\`\n\n${fence}text\n${entry.content}\n${fence}\n`
}

function formatData({seq, project, id, author, publishedAt, meta, redacted, content}: Entry): string {
  const bytes = Buffer.byteLength(content)
  return JSON.stringify({
    seq,
    project,
    id,
    author,
    publishedAt: formatTime(publishedAt),
    meta,
    redacted,
    bytes
  })
}

/** As a number where no calendar has it. */
function formatTime(ms: number): string | number {
  const time = new Date(ms)
  return time.getTime() === ms ? time.toISOString() : ms
}

/** Source: spec.commonmark.org, section 4.5 (fenced code blocks). */
function fenceFor(content: string): string {
  const longest = (content.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 3)
  return '`'.repeat(longest + 1)
}
