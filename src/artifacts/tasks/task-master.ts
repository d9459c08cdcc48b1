import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode
} from 'jsonc-parser'
import type {Problem} from '../../errors.ts'
import type {Task, TaskSurroundings} from '../task.ts'
import {hashTask} from './hash.ts'
import {stateOfWord} from './state.ts'

/** What a task and its sub-tasks share. */
interface Place {
  readonly file: string
  readonly headings: readonly string[]
  lineOf(node: Node): number
}

/**
 * The tasks and sub-tasks of Task Master's `tasks.json`, in source order; the line is that of the title. Tasks lie below
 * tags (`master`), which become headings, in files of older versions in one list. JSON of another shape gives none.
 *
 * Source: github.com/eyaltoledano/claude-task-master, docs/task-structure.md.
 */
export function readTaskMaster(file: string, text: string): {value: Task[]; problems: Problem[]} {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, {disallowComments: true})
  const lineOf = createLineOf(text)
  const [error] = errors
  if (error) {
    const message = `not JSON: ${printParseErrorCode(error.error)}`
    return {value: [], problems: [{kind: 'task-file-unreadable', path: file, line: lineOf(error), message}]}
  }
  const value = root
    ? listsOf(root).flatMap(({tag, list}) => readList(list, {file, headings: tag, lineOf}))
    : []
  return {value: withPlainParents(value), problems: []}
}

/** In JSON without line breaks many titles share a line, which then tells no parent. */
function withPlainParents(tasks: readonly Task[]): Task[] {
  const lines = tasks.map(({line}) => line)
  const shared = new Set(lines.filter((line, index) => lines.indexOf(line) !== index))
  return tasks.map(({parentLine, ...task}) =>
    parentLine === undefined || shared.has(parentLine) ? task : {...task, parentLine}
  )
}

/** `{"master": {"tasks": [...]}}`, or `{"tasks": [...]}`. */
function listsOf(root: Node): {tag: string[]; list: Node}[] {
  const untagged = findNodeAtLocation(root, ['tasks'])
  if (untagged?.type === 'array') return [{tag: [], list: untagged}]
  if (root.type !== 'object') return []
  return (root.children ?? []).flatMap(({children: [key, value] = []}) => {
    const list = value && findNodeAtLocation(value, ['tasks'])
    return key && list?.type === 'array' ? [{tag: [String(key.value)], list}] : []
  })
}

function readList(list: Node, place: Place, parent?: Task): Task[] {
  return (list.children ?? []).flatMap(node => {
    const task = readTask(node, place, parent)
    const below = findNodeAtLocation(node, ['subtasks'])
    return task ? [task, ...(below?.type === 'array' ? readList(below, place, task) : [])] : []
  })
}

function readTask(node: Node, {file, headings, lineOf}: Place, parent: Task | undefined): Task | undefined {
  const title = findNodeAtLocation(node, ['title'])
  const text = textAt(node, 'title').replace(/\s+/g, ' ')
  if (!title || text === '') return undefined
  const id = [parent?.id ?? '', textAt(node, 'id')].filter(each => each !== '').join('.')
  const surroundings = surroundingsOf(node, parent)
  const {state, tags} = stateOfWord(textAt(node, 'status'))
  return {
    file,
    line: lineOf(title),
    hash: hashTask(text),
    ...(id === '' ? {} : {id}),
    text,
    // A cancelled task takes the sub-tasks with it that were not done before.
    state: parent?.state === 'skipped' && state === 'open' ? 'skipped' : state,
    tags,
    headings,
    ...(parent === undefined ? {} : {parentLine: parent.line}),
    format: 'task-master',
    ...(surroundings === undefined ? {} : {surroundings})
  }
}

function surroundingsOf(node: Node, parent: Task | undefined): TaskSurroundings | undefined {
  const description = [textAt(node, 'description'), textAt(node, 'details')]
    .filter(each => each !== '')
    .join('\n\n')
  if (description === '' && parent === undefined) return undefined
  return {
    ...(parent === undefined ? {} : {title: parent.text}),
    ...(description === '' ? {} : {description})
  }
}

/** A string or number of an object as text, `''` for anything else. */
function textAt(node: Node, key: string): string {
  const found = findNodeAtLocation(node, [key])
  return found?.type === 'string' || found?.type === 'number' ? String(getNodeValue(found)).trim() : ''
}

/** 1-based lines of offsets. */
function createLineOf(text: string): (at: {readonly offset: number}) => number {
  const starts = [0, ...[...text.matchAll(/\n/g)].map(({index}) => index + 1)]
  return ({offset}) => starts.findLastIndex(start => start <= offset) + 1
}
