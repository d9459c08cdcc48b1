import type {Problem} from '../../errors.ts'
import type {Task, TaskSurroundings} from '../task.ts'
import {toTask} from './box-task.ts'
import {readBoxes} from './boxes.ts'
import {criteriaLines} from './criteria-lines.ts'
import {type FrontMatter, readFrontMatter} from './front-matter.ts'
import {hashTask} from './hash.ts'
import {maskedLines, splitLines} from './mask.ts'
import {premisesOf} from './premises.ts'
import {type SectionLine, sectionLines, sectionText} from './section-lines.ts'
import {stateOfWord} from './state.ts'
import {splitTags} from './tags.ts'

/**
 * A task of Backlog.md: an item for its title, with the state of the front matter; while it is open one for each part of
 * the description that says how the code is, tagged `premise`; then one for each acceptance criterion and each line of the
 * definition of done, which are the title's children. Boxes elsewhere are notes. An open criterion of a done task is a
 * problem.
 *
 * Source: github.com/MrLesk/Backlog.md, files of `backlog/tasks`.
 */
export function readBacklogTask(file: string, text: string): {value: Task[]; problems: Problem[]} {
  const front = readFrontMatter(text)
  const title = front?.values.get('title') ?? ''
  if (!front || title === '') return {value: [], problems: []}
  const lines = maskedLines(text)
  const description = sectionLines(lines, 'Description')
  const own = titleTask(file, title, front)
  const references = referencesOf(front)
  const premises = own.state === 'open' ? premisesOf(description) : []
  const around = {title, ...describedBy(description), ...references}
  const criteria = readBoxes(lines, criteriaLines(splitLines(text))).map(box =>
    below(own, toTask(file, box, 'backlog-md'), around)
  )
  const value = [
    surrounded(own, {...describedBy(description), ...references}),
    ...premises.map(premise => premiseTask(own, premise, {title, ...references})),
    ...criteria
  ]
  return {value, problems: openBelowDone(own, criteria)}
}

function titleTask(file: string, title: string, {values, lines}: FrontMatter): Task {
  const {state, tags} = stateOfWord(values.get('status') ?? '')
  const {text, tags: written} = splitTags(title.replace(/\s+/g, ' '))
  const id = values.get('id')
  const added = /^\d{4}-\d{2}-\d{2}/.exec(values.get('created_date') ?? '')?.[0]
  return {
    file,
    line: lines.get('title') ?? 1,
    hash: hashTask(text),
    ...(id === undefined ? {} : {id}),
    text,
    state,
    tags: [...written, ...tags],
    headings: [],
    format: 'backlog-md',
    ...(added === undefined ? {} : {added})
  }
}

/** No child of the title: that the code is still as described says nothing of the criteria. */
function premiseTask(
  {file, state, format, added}: Task,
  {line, text}: SectionLine,
  around: TaskSurroundings
): Task {
  return {
    file,
    line,
    hash: hashTask(text),
    text,
    state,
    tags: ['premise'],
    headings: [around.title ?? '', 'Description'],
    ...(format === undefined ? {} : {format}),
    ...(added === undefined ? {} : {added}),
    surroundings: around
  }
}

function below(own: Task, task: Task, around: TaskSurroundings): Task {
  return {
    ...task,
    ...(own.state === 'skipped' && task.state === 'open' ? {state: own.state} : {}),
    headings: [own.text, ...task.headings],
    parentLine: task.parentLine ?? own.line,
    ...(own.added === undefined ? {} : {added: own.added}),
    surroundings: around
  }
}

function surrounded(own: Task, around: TaskSurroundings): Task {
  return Object.keys(around).length === 0 ? own : {...own, surroundings: around}
}

function describedBy(section: readonly SectionLine[]): TaskSurroundings {
  const description = sectionText(section)
  return description === '' ? {} : {description}
}

function referencesOf({lists}: FrontMatter): TaskSurroundings {
  const named = ['references', 'modified_files'].flatMap(key => lists.get(key) ?? [])
  const references = [...new Set(named)].filter(path => !/^[a-z]+:\/\//i.test(path))
  return references.length === 0 ? {} : {references}
}

function openBelowDone(own: Task, criteria: readonly Task[]): Problem[] {
  const open = criteria.filter(({state}) => state === 'open')
  const [first] = open
  if (own.state !== 'done' || !first) return []
  const count = open.length === 1 ? 'one box below it is' : `${open.length} boxes below it are`
  const message = `the task is done by its status, but ${count} open`
  return [{kind: 'open-criteria', path: own.file, line: first.line, message}]
}
