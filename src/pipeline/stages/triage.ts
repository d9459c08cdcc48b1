import {readDangerZones} from '../../artifacts/danger-zones.ts'
import {readNextActions} from '../../artifacts/next-actions.ts'
import {findTaskFiles} from '../../artifacts/task-files.ts'
import {readTasks} from '../../artifacts/tasks.ts'
import {planTriage} from '../../artifacts/triage-report.ts'
import type {TriageItem} from '../../artifacts/triage-row.ts'
import type {Problem} from '../../errors.ts'
import type {StageResult} from '../../stages/result.ts'
import {triage} from '../../stages/triage/index.ts'
import type {NamedText} from '../check.ts'
import {configName} from '../config.ts'
import {readArtifact} from '../read-artifact.ts'
import type {Session} from '../session.ts'
import {writeArtifact} from '../write-artifact.ts'

export interface TriageOutcome {
  /** In the order of the files; all of them, also what TRIAGE.md has no room for. */
  readonly items: readonly TriageItem[]
}

/**
 * Judges the items of task files, and the actions as they lie in the store; stages TRIAGE.md. `named` are the files to
 * read; none stands for those of the settings and those that are found by their names.
 */
export function performTriage(session: Session, named: readonly NamedText[]): StageResult<TriageOutcome> {
  const found = named.length > 0 ? {value: named, problems: []} : findTexts(session)
  const tasks = found.value.map(({path, text}) => readTasks(path, text))
  const zones = readArtifact(session, 'DANGER-ZONES.md', readDangerZones)
  const actions = readArtifact(session, 'NEXT-ACTIONS.md', readNextActions)
  const {value, problems} = triage({
    tasks: tasks.flatMap(each => each.value),
    facts: session.facts(),
    world: session.world(),
    ...(zones.value ? {zones: zones.value} : {}),
    ...(actions.value ? {actions: actions.value} : {})
  })
  const messages = writeArtifact(session, 'TRIAGE.md', planTriage(value.report))
  return {
    value: {items: value.items},
    problems: [
      ...found.problems,
      ...[...tasks, actions].flatMap(each => each.problems),
      ...problems,
      ...messages
    ]
  }
}

function findTexts({repo, config}: Session): StageResult<readonly NamedText[]> {
  const paths = [...new Set([...config.tasks, ...findTaskFiles(repo.files)])]
  const read = paths.map(path => ({path, text: repo.has(path) ? repo.read(path) : undefined}))
  const missing = config.tasks.filter(path => !repo.has(path))
  return {
    value: read.flatMap(({path, text}) => (text === undefined ? [] : [{path, text}])),
    problems: missing.map(
      (path): Problem => ({
        kind: 'task-file-missing',
        path: configName,
        message: `task file ${path} is not there`
      })
    )
  }
}
