import {readDangerZones} from '../../artifacts/danger-zones.ts'
import {readNextActions} from '../../artifacts/next-actions.ts'
import type {Task} from '../../artifacts/task.ts'
import {planTriage} from '../../artifacts/triage-report.ts'
import type {TriageItem} from '../../artifacts/triage-row.ts'
import type {StageResult} from '../../stages/result.ts'
import {triage} from '../../stages/triage/index.ts'
import type {NamedText} from '../check.ts'
import {readArtifact} from '../read-artifact.ts'
import {refutedClaims} from '../refuted-claims.ts'
import type {Session} from '../session.ts'
import {annotate, citationProblems, withCitations} from '../sweep/annotate.ts'
import {readTaskItems} from '../task-items.ts'
import {writeArtifact} from '../write-artifact.ts'

export interface TriageOutcome {
  /** In the order of the files; all of them, also what TRIAGE.md has no room for. */
  readonly items: readonly TriageItem[]
  /** What was judged, in the same order. */
  readonly tasks: readonly Task[]
}

/**
 * Judges the items of task files, and the actions as they lie in the store; stages TRIAGE.md. `named` are the files to
 * read; none stands for those of the settings and those that are found by their names.
 */
export function performTriage(session: Session, named: readonly NamedText[]): StageResult<TriageOutcome> {
  const tasks = readTaskItems(session, named)
  const zones = readArtifact(session, 'DANGER-ZONES.md', readDangerZones)
  const actions = readArtifact(session, 'NEXT-ACTIONS.md', readNextActions)
  const refuted = refutedClaims(session)
  const world = session.world()
  const {value, problems} = triage({
    tasks: tasks.value,
    facts: session.facts(),
    world,
    ...(zones.value ? {zones: zones.value} : {}),
    ...(actions.value ? {actions: actions.value} : {}),
    ...(refuted ? {refuted} : {})
  })
  const items = value.items.map((item, index) => {
    const task = tasks.value[index]
    return task ? annotate(item, task, world) : item
  })
  const messages = writeArtifact(session, 'TRIAGE.md', planTriage(withCitations(value.report, items)))
  return {
    value: {items, tasks: tasks.value},
    problems: [...tasks.problems, ...citationProblems(items), ...actions.problems, ...problems, ...messages]
  }
}
