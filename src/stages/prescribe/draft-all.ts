import type {DangerZones} from '../../artifacts/danger-zone.ts'
import {foreignKeys} from '../../artifacts/danger-zones/foreign-key.ts'
import type {Triage} from '../../artifacts/triage-row.ts'
import type {Cause, Surroundings} from './causes/cause.ts'
import {foreignCause} from './causes/foreign-cause.ts'
import {ownCauses} from './causes/own-causes.ts'
import type {Draft} from './draft.ts'
import {draftCauses} from './from-causes.ts'
import {draftClaims, type RefutedClaim} from './from-claims.ts'
import {draftTasks, type TaskDrafts} from './from-triage.ts'

interface Asking {
  readonly zones: DangerZones
  readonly triage?: Triage
  readonly claims?: readonly RefutedClaim[]
}

interface Known {
  /** Labels of zones that need no action. */
  readonly accepted: ReadonlySet<string>
  readonly surroundings: Surroundings
}

/** The actions that zones, tasks and refuted claims ask for, each key once. */
export function draftAll({zones, triage, claims = []}: Asking, known: Known): Draft[] {
  const drafts = draftCauses(causesOf(zones, known))
  const fixing = drafts.filter(({kind}) => kind === 'refactor')
  const tasks = draftTasks(triage, new Set(fixing.flatMap(draft => draft.zones)))
  const all = [...drafts.map(draft => withTasks(draft, tasks)), ...tasks.drafts, ...draftClaims(claims)]
  return afterTestsOfTasks([...new Map(all.map(draft => [draft.key, draft])).values()])
}

function causesOf({zones, foreign}: DangerZones, {accepted, surroundings}: Known): Cause[] {
  const open = zones.filter(({number}) => !accepted.has(`DZ-${number}`))
  const keys = foreignKeys(foreign)
  const highest = Math.max(0, ...zones.map(({number}) => number))
  const others = foreign
    .filter(({label}) => !accepted.has(label))
    .map((zone, index) => {
      const key = keys.get(zone.label) ?? zone.label
      return foreignCause(zone, {key, rank: highest + 1 + index}, surroundings)
    })
  return [...ownCauses(open, surroundings), ...others]
}

function withTasks(draft: Draft, {tasksOf}: TaskDrafts): Draft {
  if (draft.kind !== 'refactor') return draft
  return {...draft, tasks: draft.zones.flatMap(zone => tasksOf.get(zone) ?? [])}
}

/** A test that a task asks for comes before a change of what it tests, as one that a zone asks for does. */
function afterTestsOfTasks(drafts: readonly Draft[]): Draft[] {
  const tests = new Map<string, string[]>()
  for (const {key, kind, tasks, symbols} of drafts)
    if (kind === 'test' && tasks.length > 0)
      for (const symbol of symbols) tests.set(symbol, [...(tests.get(symbol) ?? []), key])
  return drafts.map(draft => {
    const first = draft.kind === 'refactor' ? draft.symbols.flatMap(symbol => tests.get(symbol) ?? []) : []
    return first.length === 0 ? draft : {...draft, after: [...new Set([...draft.after, ...first])]}
  })
}
