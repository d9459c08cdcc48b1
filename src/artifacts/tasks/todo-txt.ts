import type {Task} from '../task.ts'
import {hashTask} from './hash.ts'
import {splitLines} from './mask.ts'

const day = String.raw`\d{4}-\d{2}-\d{2}`
/** Done, completion date, priority, creation date, words. Source: github.com/todotxt/todo.txt, "Format rules". */
const line = new RegExp(
  String.raw`^(?:(x) (?:(${day}) )?(?:\(([A-Z])\) )?(?:(${day}) )?|(?:\(([A-Z])\) )?(?:(${day}) )?)(\S.*)$`
)
/** What only a line of todo.txt begins or ends with. */
const sign = new RegExp(
  String.raw`^(?:x \S|\([A-Z]\) |${day} )|\s[+@][A-Za-z][\w-]*(?=\s|$)|\s(?:due|t|pri|rec):\S`
)
/** What notes are made of: bullets, headings, rules, indented text. */
const notes = /^(?:\s|[-*+#=~>]|\d+[.)]|\[.?\])|:\s*$/
/** Source: the keys that todo.txt applications share; any other `key:value` may be a word. */
const pair = /^(?:due|t|threshold|rec|pri|h|id|p|uuid|created|est|sup):(\S+)$/

/**
 * Whether a text file is in the todo.txt format: every second line says so, or it has the name, a line says so and none
 * looks like notes, which is what most files of that name hold.
 */
export function isTodoTxt(path: string, text: string): boolean {
  if (!/\.txt$/i.test(path)) return false
  const lines = splitLines(text).filter(each => each.trim() !== '')
  const signed = lines.filter(each => sign.test(each)).length
  if (signed === 0 || signed * 2 >= lines.length) return signed > 0
  return /(?:^|[/.])(?:todo|done)\.txt$/i.test(path) && lines.every(each => !notes.test(each))
}

/** The lines of a todo.txt file as items, in source order; `+project`, `@context` and known keys at the end become tags. */
export function readTodoTxt(file: string, text: string): Task[] {
  return splitLines(text).flatMap((source, index) => {
    const match = /^#\s/.test(source) ? null : line.exec(source.trimEnd())
    return match ? [toTask(file, index + 1, match)] : []
  })
}

function toTask(file: string, number: number, match: RegExpExecArray): Task {
  const [, done, , donePriority, doneAdded, priority, openAdded, words = ''] = match
  const {text, tags} = takeTail(words)
  // A done line with one date tells when it was completed.
  const added = openAdded ?? doneAdded
  const letter = donePriority ?? priority
  const id = tags.map(tag => /^id:(\S+)$/.exec(tag)?.[1]).find(found => found !== undefined)
  return {
    file,
    line: number,
    hash: hashTask(text),
    ...(id === undefined ? {} : {id}),
    text,
    state: done === undefined ? 'open' : 'done',
    tags: [...(letter === undefined ? [] : [`pri:${letter}`]), ...tags],
    headings: [],
    format: 'todo-txt',
    ...(added === undefined ? {} : {added})
  }
}

/** Projects and contexts in the middle are words of the sentence; the text keeps them. */
function takeTail(words: string): {text: string; tags: string[]} {
  const tokens = words.split(/\s+/)
  const isTag = (token: string) => /^[+@][A-Za-z]\S*$/.test(token) || pair.test(token)
  const last = tokens.findLastIndex(token => !isTag(token))
  return {
    text: (last < 0 ? tokens : tokens.slice(0, last + 1)).filter(token => !pair.test(token)).join(' '),
    tags: tokens.filter(isTag)
  }
}
