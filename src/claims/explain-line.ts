import type {Nodes, Root} from 'mdast'
import {parseMarkdown} from '../markdown/parse.ts'
import {readOrigins} from './generated-lines.ts'
import {type Passage, type Sentence, sentencesOf} from './passage.ts'
import {readPassages} from './read-passages.ts'
import {
  isAssertedIntro,
  isAssertedSection,
  type Reservation,
  reservationOf,
  sectionReservation
} from './speech.ts'

/** A sentence as it was read. Lines are 1-based. */
export interface SentenceReading {
  readonly text: string
  readonly firstLine: number
  readonly lastLine: number
  /** Why it tells not how things are now; absent when it does. */
  readonly reservation?: Reservation
}

/** How a line of a document was read. */
export interface LineReading {
  /** What stands there: `prose`, `heading`, `row`, `code`; what is not read by its name in mdast (`html`), or `blank`. */
  readonly type: string
  /** Texts of all headings above, outermost first. */
  readonly headings: readonly string[]
  /** Folders that headings, lists and introductions name for what stands here, nearest first. */
  readonly places: readonly string[]
  /** The sentences that touch the line; for code the line itself. */
  readonly sentences: readonly SentenceReading[]
  /** The lines that these sentences take up. */
  readonly firstLine: number
  readonly lastLine: number
  readonly generated: boolean
  /** Why nothing or not all of it makes claims: of the section, the introduction, the kind of text. */
  readonly notes: readonly string[]
}

/** Says what stands at a line and how it was taken; `line` must be one of the text. */
export function explainLine(text: string, line: number): LineReading {
  const root = parseMarkdown(text)
  const passage = readPassages(root, text).findLast(one => one.line <= line && line <= lastLineOf(one))
  if (!passage) return unread(root, text, line)
  const sentences = passage.type === 'code' ? [lineOfCode(text, line)] : readSentences(passage, line)
  const firstLine = Math.min(line, ...sentences.map(sentence => sentence.firstLine))
  const lastLine = Math.max(line, ...sentences.map(sentence => sentence.lastLine))
  return {
    type: passage.type,
    headings: passage.headings,
    places: passage.places,
    sentences,
    firstLine,
    lastLine,
    generated: passage.generated,
    notes: notesOn(passage)
  }
}

/** A fence stands around the content of a code block. */
function lastLineOf({type, line, text, runs}: Passage): number {
  const breaks = text.split('\n').length - 1
  return Math.max(line + breaks + (type === 'code' ? 2 : 0), ...runs.map(run => run.line))
}

function lineOfCode(text: string, line: number): SentenceReading {
  const written = text.split(/\r\n|\r|\n/)[line - 1] ?? ''
  return {text: written.trim(), firstLine: line, lastLine: line}
}

function readSentences(passage: Passage, line: number): SentenceReading[] {
  return sentencesOf(passage)
    .map(sentence => toReading(sentence, passage))
    .filter(({firstLine, lastLine}) => firstLine <= line && line <= lastLine)
}

function toReading({text, start}: Sentence, passage: Passage): SentenceReading {
  const breaks = (part: string) => part.split('\n').length - 1
  const before = passage.text.slice(0, start) + (/^\s*/.exec(text)?.[0] ?? '')
  const firstLine = passage.line + breaks(before)
  const reservation = reservationOf(text)
  return {
    text: text.trim(),
    firstLine,
    lastLine: firstLine + breaks(text.trim()),
    ...(reservation ? {reservation} : {})
  }
}

function notesOn({type, lang, headings, intro, runs}: Passage): string[] {
  const section = sectionReservation(headings)
  return [
    ...(isAssertedSection(headings) || !section
      ? []
      : [
          `a heading above speaks of something else than how things are now ("${section.word}"): only links are read`
        ]),
    ...(isAssertedIntro(intro) ? [] : [`its introduction does not tell how things are now: ${intro.trim()}`]),
    ...(type === 'code'
      ? [`code${lang ? ` in ${lang}` : ''}: trees, diagrams and shell commands are read, nothing else`]
      : []),
    ...(type !== 'code' && runs.every(run => run.type === 'text')
      ? ['no code span and no link names anything']
      : [])
  ]
}

/** What is no passage: blank lines, HTML, front matter, rules, and the regions that quote other documents. */
function unread(root: Root, text: string, line: number): LineReading {
  const origin = readOrigins(text)(line)
  const node = innermost(root, line)
  const type = node?.type ?? 'blank'
  const quoted = 'a region that quotes refuted claims or tells what was not read makes no claims'
  return {
    type,
    headings: [],
    places: [],
    sentences: [],
    firstLine: line,
    lastLine: line,
    generated: origin !== 'hand',
    notes: [origin === 'silent' ? quoted : (unreadTypes[type] ?? `nothing is read there (${type})`)]
  }
}

const unreadTypes: Readonly<Record<string, string>> = {
  blank: 'the line is blank',
  html: 'HTML and its comments are not read',
  yaml: 'front matter is not read',
  thematicBreak: 'a rule says nothing',
  definition: 'of a link definition only the target is read'
}

function innermost(node: Nodes, line: number): Nodes | undefined {
  const {start, end} = node.position ?? {}
  if (node.type !== 'root' && !(start && end && start.line <= line && line <= end.line)) return undefined
  const children = 'children' in node ? node.children : []
  for (const child of children) {
    const found = innermost(child, line)
    if (found) return found
  }
  return node.type === 'root' ? undefined : node
}
