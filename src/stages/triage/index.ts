import type {NextActions} from '../../artifacts/action.ts'
import type {DangerZones} from '../../artifacts/danger-zone.ts'
import type {Task} from '../../artifacts/task.ts'
import type {Triage, TriageItem} from '../../artifacts/triage-row.ts'
import type {World} from '../../claims/world.ts'
import type {Facts} from '../../facts/facts.ts'
import type {StageResult} from '../result.ts'
import {splitClauses} from './clauses.ts'
import {createCodeIndex} from './code-index.ts'
import {judgeItem} from './judge-item.ts'
import {judgeParent} from './judge-parent.ts'
import {type ParsedClause, parseClause} from './parsed-clause.ts'
import {createTestReach} from './reach.ts'
import {toReport} from './report.ts'
import {satisfiedActions} from './satisfied-actions.ts'
import {createVocabulary} from './vocabulary.ts'
import {wantedWords} from './wanted.ts'

export interface TriageInput {
  /** Items of all task files, each file's in source order. */
  readonly tasks: readonly Task[]
  readonly facts: Facts
  /** The repository and what git knows of it. */
  readonly world: World
  /** As they lie on disk: an item that asks for what an open zone shows to be broken is not done. */
  readonly zones?: DangerZones
  readonly actions?: NextActions
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
export function triage({tasks, facts, world, zones, actions}: TriageInput): StageResult<TriageValue> {
  const vocabulary = createVocabulary(facts, world.repo)
  const parsed = tasks.map(task => splitClauses(task.text).map(text => parseClause(text, {vocabulary})))
  const index = createCodeIndex(world, wantedWords(parsed.flat().flatMap(clause => clause.objects)))
  const reach = createTestReach(world)
  const own = tasks.map((task, position) =>
    judgeItem(parsed[position] ?? noClauses, zones, {world, index, reach, vocabulary, task})
  )
  const items = throughChildren(tasks, own)
  return {
    value: {items, report: toReport(items, satisfiedActions({actions, zones, items, world, reach}))},
    problems: []
  }
}

const noClauses: readonly ParsedClause[] = []

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
