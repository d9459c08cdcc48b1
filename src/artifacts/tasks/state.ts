import type {TaskFormat, TaskState} from '../task.ts'

export interface ReadState {
  readonly state: TaskState
  /** `in-progress` and its like, which `state` has no word for. */
  readonly tags: readonly string[]
}

/**
 * What a letter between the brackets means. An unknown one means open, so that unfinished work never disappears; a dash is
 * skipped in ctx and Obsidian, in progress in Kiro; a slash is in progress in Obsidian.
 */
export function stateOfMarker(marker: string, format: TaskFormat): ReadState {
  if (marker === 'x' || marker === 'X') return {state: 'done', tags: []}
  const isProgress = marker === '/' || (marker === '-' && format === 'kiro')
  if (isProgress) return {state: 'open', tags: ['in-progress']}
  return {state: marker === '-' ? 'skipped' : 'open', tags: []}
}

const doneWord =
  /^(?:done|completed?|closed|resolved|fixed|shipped|released|finished|merged|implemented|archived)$/
const skippedWord =
  /^(?:cancell?ed|won'?t ?(?:do|fix)|rejected|declined|abandoned|obsolete|duplicate|dropped|discarded|skipped)$/
const restingWord = /^(?:to ?do|pending|open|new|backlog)$/

/**
 * What a status word means (Backlog.md, Task Master). `review` and `deferred` are open: the work is not known to be done.
 * Words are configurable, so what is unknown is open; the word itself becomes a tag.
 */
export function stateOfWord(status: string): ReadState {
  const word = status
    .toLowerCase()
    .replace(/[^a-z' ]+/g, ' ')
    .trim()
  if (doneWord.test(word)) return {state: 'done', tags: []}
  if (skippedWord.test(word)) return {state: 'skipped', tags: []}
  return {state: 'open', tags: word === '' || restingWord.test(word) ? [] : [word.replaceAll(' ', '-')]}
}
