import type {TaskFormat} from '../task.ts'
import {type Box, readBoxes} from '../tasks/boxes.ts'
import {maskedLines} from '../tasks/mask.ts'
import {markBox, tickLetterOf} from './mark-box.ts'
import {markTodo} from './mark-todo.ts'
import {type NoteStyle, noteStyleOf} from './note-style.ts'
import {findOwnNotes, noteEnd} from './own-notes.ts'
import {placeOfNote} from './place-note.ts'
import {joinSourceLines, type SourceLine, toSourceLines} from './source-lines.ts'
import {wrapParagraph} from './wrap.ts'

/** What shall change at one item. */
export interface TaskEdit {
  /** 1-based line of its marker. */
  readonly line: number
  readonly mark?: 'tick' | 'untick'
  readonly note?: TaskNote
}

/** A paragraph about an item. */
export interface TaskNote {
  /** Markdown without line breaks. */
  readonly text: string
  /** 8 hex digits that stay the same while the note says the same. */
  readonly key: string
}

/** What became of an edit. */
export interface TaskChange {
  readonly line: number
  readonly change: 'tick' | 'untick' | 'note'
}

export interface EditedTasks {
  readonly text: string
  /** By line; what was there already is left out. */
  readonly changes: readonly TaskChange[]
}

/** Formats without a place for notes: one line an item, or lists that their tool writes anew. */
const withoutNotes: ReadonlySet<TaskFormat> = new Set(['todo-txt', 'backlog-md'])
/** Formats whose files are not edited: JSON that its tool owns, and our own artifact. */
const untouched: ReadonlySet<TaskFormat> = new Set(['task-master', 'next-actions'])

/**
 * A task file with some boxes ticked or cleared and notes added; every other byte stays, line endings, byte order mark and
 * a missing last line break included. Nothing is ever taken out. A note whose key the item has as its latest is not added
 * again. `day` is that of the commit, for todo.txt.
 */
export function editTasks(
  text: string,
  format: TaskFormat,
  edits: readonly TaskEdit[],
  day?: string
): EditedTasks {
  if (untouched.has(format) || edits.length === 0) return {text, changes: []}
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const source = toSourceLines(text.slice(mark.length))
  const file: EditedFile = {source, format, day, ...readFile(source, format)}
  const changes: TaskChange[] = []
  const lines = [...source]
  // From the end, so that the lines above keep their numbers.
  for (const edit of [...edits].sort((a, b) => b.line - a.line)) {
    const noted = edit.note && !withoutNotes.has(format) ? addNote(lines, edit.line, edit.note, file) : false
    if (noted) changes.push({line: edit.line, change: 'note'})
    if (edit.mark && setMark(lines, edit.line, edit.mark, file))
      changes.push({line: edit.line, change: edit.mark})
  }
  return {text: mark + joinSourceLines(lines), changes: changes.reverse()}
}

interface EditedFile {
  readonly source: readonly SourceLine[]
  readonly format: TaskFormat
  readonly day: string | undefined
  readonly masked: readonly string[]
  readonly boxes: ReadonlyMap<number, Box>
  readonly lines: ReadonlySet<number>
  readonly style: NoteStyle
  readonly letter: string
  readonly lineEnd: string
}

function readFile(source: readonly SourceLine[], format: TaskFormat) {
  const masked = maskedLines(joinSourceLines(source))
  const boxes = readBoxes(masked)
  return {
    masked,
    boxes: new Map(boxes.map(box => [box.line, box])),
    lines: new Set(boxes.map(({line}) => line)),
    style: noteStyleOf(boxes, format),
    letter: tickLetterOf(boxes.map(({marker}) => marker)),
    lineEnd: source.find(({end}) => end !== '')?.end ?? '\n'
  }
}

function setMark(
  lines: SourceLine[],
  number: number,
  mark: 'tick' | 'untick',
  {format, day, letter, boxes}: EditedFile
): boolean {
  const line = lines[number - 1]
  if (!line) return false
  const changed =
    format === 'todo-txt'
      ? mark === 'tick'
        ? markTodo(line.text, day)
        : undefined
      : boxes.has(number)
        ? markBox(line.text, mark === 'tick', letter, format)
        : undefined
  if (changed === undefined) return false
  lines[number - 1] = {...line, text: changed}
  return true
}

/** False when there is no such item, or it has the note. */
function addNote(lines: SourceLine[], number: number, note: TaskNote, file: EditedFile): boolean {
  const box = file.boxes.get(number)
  if (!box) return false
  const place = placeOfNote(box, file.lines, file.source, file.masked)
  const before = findOwnNotes(file.source.slice(number, place.after + 1).map(({text}) => text))
  if (before.at(-1)?.key === note.key) return false
  const isBullet = file.style.form === 'bullet' || place.needsBullet
  const written = writeNote(note, place.indent, isBullet ? bulletOf(file, box) : '', file.style.width)
  insert(lines, place.after, written, file.lineEnd)
  return true
}

/** The item's own list marker, unless it is a number. */
function bulletOf({source}: EditedFile, box: Box): string {
  const marker = /^[ \t>]*([-*+])[ \t]/.exec(source[box.line - 1]?.text ?? '')?.[1]
  return `${marker ?? '-'} `
}

function writeNote({text, key}: TaskNote, indent: string, bullet: string, width: number): string[] {
  const columns = Math.max(40, width - indent.length - bullet.length)
  const lines = wrapParagraph(text, columns)
  const last = lines.at(-1) ?? ''
  const end = noteEnd(key)
  const withEnd =
    last.length + 1 + end.length <= columns ? [...lines.slice(0, -1), `${last} ${end}`] : [...lines, end]
  return withEnd.map((line, index) => indent + (index === 0 ? bullet : ' '.repeat(bullet.length)) + line)
}

/** Behind a last line that nothing ends the break goes before the note, so that the file ends as it did. */
function insert(lines: SourceLine[], after: number, texts: readonly string[], lineEnd: string): void {
  const last = lines[after]
  if (!last) return
  const isOpen = last.end === ''
  if (isOpen) lines[after] = {...last, end: lineEnd}
  const added = texts.map((text, index) => ({
    text,
    end: isOpen && index === texts.length - 1 ? '' : lineEnd
  }))
  lines.splice(after + 1, 0, ...added)
}
