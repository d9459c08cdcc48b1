import type {NextActions} from '../../../src/artifacts/action.ts'
import type {RefutedRow} from '../../../src/artifacts/architecture.ts'
import type {DangerZones} from '../../../src/artifacts/danger-zone.ts'
import {readTasks} from '../../../src/artifacts/tasks.ts'
import type {TriageItem} from '../../../src/artifacts/triage-row.ts'
import {createWorld} from '../../../src/claims/world.ts'
import {readFacts} from '../../../src/facts/read-facts.ts'
import type {History} from '../../../src/repo/history.ts'
import {createMemoryRepo} from '../../../src/repo/memory.ts'
import {type TriageValue, triage} from '../../../src/stages/triage/index.ts'

export interface Surroundings {
  readonly zones?: DangerZones
  readonly actions?: NextActions
  readonly history?: History
  /** Which file holds the items, `TASKS.md` without. */
  readonly file?: string
  readonly refuted?: readonly RefutedRow[]
}

/** Triage of the task file in a repository in memory. */
export function judgeAll(
  files: Record<string, string>,
  {history, file = 'TASKS.md', ...input}: Surroundings = {}
): TriageValue {
  const repo = createMemoryRepo(files)
  const facts = readFacts(repo)
  const world = createWorld({repo, facts, history})
  const tasks = readTasks(file, files[file] ?? '').value
  return triage({tasks, facts, world, ...input}).value
}

/** The judgement of one item. */
export function judge(
  item: string,
  files: Record<string, string>,
  surroundings: Surroundings = {}
): TriageItem {
  const [first] = judgeAll({...files, 'TASKS.md': item}, surroundings).items
  if (!first) throw new Error(`Expected an item in ${item}`)
  return first
}
