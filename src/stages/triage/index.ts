import type {NextActions} from '../../artifacts/action.ts'
import type {RefutedRow} from '../../artifacts/architecture.ts'
import type {DangerZones} from '../../artifacts/danger-zone.ts'
import type {Task} from '../../artifacts/task.ts'
import type {Triage, TriageItem} from '../../artifacts/triage-row.ts'
import type {World} from '../../claims/world.ts'
import type {Facts} from '../../facts/facts.ts'
import type {StageResult} from '../result.ts'
import {splitClauses} from './clauses.ts'
import {createCodeIndex} from './code-index.ts'
import type {Introduced} from './context.ts'
import {folderOf} from './history/delivered.ts'
import {isOfChange, readStories, untold} from './history/stories.ts'
import {introducedBy} from './introduced.ts'
import {judgeItem} from './judge-item.ts'
import {judgeParent} from './judge-parent.ts'
import {type ParsedClause, parseClauses} from './parsed-clause.ts'
import {createTestReach} from './reach/test-reach.ts'
import {toReport} from './report.ts'
import {satisfiedActions} from './satisfied/satisfied-actions.ts'
import {createVocabulary} from './vocabulary.ts'
import {wantedWords} from './wanted.ts'
import {createWording} from './words/wording.ts'

export interface TriageInput {
  /** Items of all task files, each file's in source order. */
  readonly tasks: readonly Task[]
  readonly facts: Facts
  /** The repository and what git knows of it. */
  readonly world: World
  /** As they lie on disk: an item that asks for what an open zone shows to be broken is not done. */
  readonly zones?: DangerZones
  readonly actions?: NextActions
  /** Claims that the code contradicts, as enrich wrote them. */
  readonly refuted?: readonly RefutedRow[]
}

export interface TriageValue {
  /** One per task, in the order of the tasks. */
  readonly items: readonly TriageItem[]
  readonly report: Triage
}

/**
 * Judges task items against the code, and the actions of NEXT-ACTIONS.md against their *done when*.
 *
 * Unfinished work must not be called implemented: that needs a declaration or a registration in the named place which is
 * no stub and which was not there before. Everything else is absent by name, partial, or cannot be told.
 */
export function triage({
  tasks,
  facts,
  world,
  zones,
  actions,
  refuted
}: TriageInput): StageResult<TriageValue> {
  const vocabulary = createVocabulary(facts, world.repo)
  const parsed = tasks.map(task => parseClauses(splitClauses(task.text), {vocabulary}))
  const index = createCodeIndex(world, wantedWords(parsed.flat().flatMap(clause => clause.objects)))
  const reach = createTestReach(world)
  const wording = createWording(world, reach, planningFolders(tasks))
  const stories = readStories(tasks, world)
  const introduced = introducedIn(tasks, parsed)
  const own = tasks.map((task, position) => {
    const story = stories[position] ?? untold
    return judgeItem(parsed[position] ?? noClauses, zones, {
      world,
      index,
      reach,
      vocabulary,
      task,
      story,
      wording,
      introduced: isOfChange(task)
        ? (introduced.get(task.file) ?? []).filter(({line}) => line !== task.line)
        : []
    })
  })
  const items = throughChildren(tasks, own)
  // Actions have a section of their own.
  const rows = items.filter((_, position) => tasks[position]?.format !== 'next-actions')
  return {
    value: {items, report: toReport(rows, satisfiedActions(actions, {zones, items, world, reach, refuted}))},
    problems: []
  }
}

const noClauses: readonly ParsedClause[] = []

/** The folders of files that plan one change each; others may lie among code. */
function planningFolders(tasks: readonly Task[]): Set<string> {
  return new Set(
    tasks
      .filter(isOfChange)
      .map(({file, format}) => (format === 'backlog-md' ? folderOf(folderOf(file)) : folderOf(file)))
      .filter(folder => folder !== '')
  )
}

/** By file the names that its items introduce. */
function introducedIn(
  tasks: readonly Task[],
  parsed: readonly (readonly ParsedClause[])[]
): Map<string, Introduced[]> {
  const names = new Map<string, Introduced[]>()
  tasks.forEach(({file, line}, position) => {
    names.set(file, [...(names.get(file) ?? []), ...introducedBy(parsed[position] ?? noClauses, line)])
  })
  return names
}

/** Parents are judged after the items below them; these stand later in their file. */
function throughChildren(tasks: readonly Task[], own: readonly TriageItem[]): TriageItem[] {
  const items = [...own]
  const children = new Map<string, TriageItem[]>()
  for (let position = tasks.length - 1; position >= 0; position--) {
    const task = tasks[position]
    const item = items[position]
    if (!task || !item) continue
    const below = children.get(`${task.file}:${task.line}`)
    const judgedItem = below && task.state !== 'skipped' ? judgeParent(item, below) : item
    items[position] = judgedItem
    if (task.parentLine === undefined) continue
    const key = `${task.file}:${task.parentLine}`
    children.set(key, [judgedItem, ...(children.get(key) ?? [])])
  }
  return items
}
