import {createHash} from 'node:crypto'
import type {Problem} from '../errors.ts'
import type {Task, TaskState} from './task.ts'
import {maskTaskText} from './task-mask.ts'
import {splitTags} from './task-tags.ts'

/** An item while its lines are gathered. */
interface Draft {
  readonly line: number
  readonly indent: number
  readonly state: TaskState
  readonly headings: readonly string[]
  readonly parentLine: number | undefined
  readonly parts: string[]
}

/** All five list markers, any indent, also in a block quote. `[x]` must be followed by a space, a star (Kiro) or nothing. */
const boxLine = /^([ \t>]*)(?:[-*+]|\d{1,9}[.)])[ \t]+\[([^\]\r\n]?)\](?:\*?[ \t]+(.*)|\*?)$/
const bulletLine = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]/
const headingLine = /^ {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$/
const breakLine = /^ {0,3}(?:([-*_])[ \t]*(?:\1[ \t]*){2,}|=+[ \t]*)$/

/**
 * The items of a task file, in source order: GFM task lists and the tags of ctx.
 *
 * A box in a code span, in fenced code or in an HTML comment is no item. An unknown marker letter means open, so that
 * unfinished work never disappears. Wrapped lines and plain sub-bullets belong to their box.
 */
export function readTasks(file: string, text: string): {value: Task[]; problems: Problem[]} {
  const lines = maskTaskText(text.replace(/^\uFEFF/, '')).split(/\r\n|\r|\n/)
  const value = adoptById(gather(lines, definedLabels(lines)).map(draft => toTask(file, draft)))
  return {value, problems: repeatedIds(file, value)}
}

/** First 8 hex digits of the SHA-256 of an item's text. */
export function hashTask(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}

function gather(lines: readonly string[], labels: ReadonlySet<string>): Draft[] {
  const drafts: Draft[] = []
  const headings: {level: number; text: string}[] = []
  let open: Draft[] = []
  let afterBlank = false
  lines.forEach((line, index) => {
    const heading = headingLine.exec(line)
    const box = boxLine.exec(line)
    if (heading) {
      while ((headings.at(-1)?.level ?? 0) >= (heading[1] ?? '').length) headings.pop()
      headings.push({level: (heading[1] ?? '').length, text: heading[2] ?? ''})
      open = []
    } else if (box && !labels.has((box[2] ?? '').toLowerCase())) {
      const indent = widthOf(box[1] ?? '')
      open = open.filter(draft => indent >= draft.indent + 2)
      const draft: Draft = {
        line: index + 1,
        indent,
        state: stateOf(box[2] ?? ''),
        headings: headings.map(entry => entry.text),
        parentLine: open.at(-1)?.line,
        parts: [box[3] ?? '']
      }
      drafts.push(draft)
      open.push(draft)
    } else if (!isBlank(line)) {
      open = continueItem(open, line, afterBlank)
    }
    afterBlank = isBlank(line) && !line.includes('\0')
  })
  return drafts
}

/** Adds a line to the innermost open item it belongs to; gives the items that are still open. */
function continueItem(open: Draft[], line: string, afterBlank: boolean): Draft[] {
  const indent = widthOf(/^[ \t>]*/.exec(line)?.[0] ?? '')
  const bullet = bulletLine.test(line)
  const lazy = !afterBlank && !bullet && !breakLine.test(line)
  const still = lazy ? open : open.filter(draft => indent >= draft.indent + (bullet ? 2 : 1))
  still.at(-1)?.parts.push(line.replace(/^[ \t>]+/, ''))
  return still
}

function toTask(file: string, draft: Draft): Task {
  const joined = draft.parts
    .map(part => part.replaceAll('\0', '').trim())
    .filter(part => part !== '')
    .join(' ')
  const {text, tags} = splitTags(joined)
  const id = explicitId(text)
  return {
    file,
    line: draft.line,
    hash: hashTask(text),
    ...(id === undefined ? {} : {id}),
    text,
    state: draft.state,
    tags,
    headings: draft.headings,
    ...(draft.parentLine === undefined ? {} : {parentLine: draft.parentLine})
  }
}

function stateOf(marker: string): TaskState {
  if (marker === 'x' || marker === 'X') return 'done'
  return marker === '-' ? 'skipped' : 'open'
}

/** `T001`, `**H-21**`, `1.2`, `3.`, `#1`, `PD.4.5`, `BACK-574`; a bare word or a year is no id. */
function explicitId(text: string): string | undefined {
  const pattern =
    /^(?:\*\*|__)?([A-Z]{1,10}(?:[-.]?\d+)(?:\.\d+)*[a-z]?|\d+(?:\.\d+)+|\d{1,3}(?=\.\s)|#\d+)(?:\*\*|__)?(?=[\s:.)\]]|$)/
  return pattern.exec(text)?.[1]
}

/** Kiro writes a parent (`1.`) and its sub-tasks (`1.1`) at one indent: the id tells who belongs to whom. */
function adoptById(tasks: Task[]): Task[] {
  const lineOfId = new Map<string, number>()
  return tasks.map(task => {
    const dotted = task.id && /^\d+(?:\.\d+)*$/.test(task.id) ? task.id : undefined
    const parent = dotted?.includes('.') ? lineOfId.get(dotted.slice(0, dotted.lastIndexOf('.'))) : undefined
    if (dotted) lineOfId.set(dotted, task.line)
    return task.parentLine === undefined && parent !== undefined ? {...task, parentLine: parent} : task
  })
}

function repeatedIds(file: string, tasks: readonly Task[]): Problem[] {
  const firstLine = new Map<string, number>()
  return tasks.flatMap(task => {
    if (!task.id) return []
    const key = JSON.stringify([task.headings, task.id])
    const first = firstLine.get(key)
    if (first === undefined) firstLine.set(key, task.line)
    return first === undefined
      ? []
      : [
          {
            kind: 'repeated-id',
            path: file,
            line: task.line,
            message: `id ${task.id} already stands in line ${first}`
          }
        ]
  })
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
