import type {Task} from '../artifacts/task.ts'
import {findTaskFiles} from '../artifacts/task-files.ts'
import {proposalOf, readProposal} from '../artifacts/tasks/proposal.ts'
import {readTasks} from '../artifacts/tasks.ts'
import {sortedUnique} from '../base/compare.ts'
import type {Problem} from '../errors.ts'
import type {StageResult} from '../stages/result.ts'
import type {NamedText} from './check.ts'
import {configName} from './config.ts'
import type {Session} from './session.ts'

/**
 * The items of the named files, else of those of the settings and of those that are found by their names; each file's in
 * source order. A file that someone named and that holds no item is a problem.
 */
export function readTaskItems(
  session: Pick<Session, 'repo' | 'config'>,
  named: readonly NamedText[]
): StageResult<readonly Task[]> {
  const {repo, config} = session
  const wanted = named.length > 0 ? new Set(named.map(({path}) => path)) : new Set(config.tasks)
  const texts = named.length > 0 ? named : findTexts(session)
  const read = texts.map(({path, text}) => {
    const {value, problems} = readTasks(path, text)
    const isEmpty = wanted.has(path) && value.length === 0 && problems.length === 0
    return {tasks: withProposal(path, value, repo), problems: isEmpty ? [noItems(path)] : problems}
  })
  const missing = named.length > 0 ? [] : config.tasks.filter(path => !repo.has(path)).map(notThere)
  return {
    value: read.flatMap(({tasks}) => tasks),
    problems: [...missing, ...read.flatMap(({problems}) => problems)]
  }
}

function findTexts({repo, config}: Pick<Session, 'repo' | 'config'>): NamedText[] {
  return sortedUnique([...config.tasks, ...findTaskFiles(repo.files)]).flatMap(path => {
    const text = repo.has(path) ? repo.read(path) : undefined
    return text === undefined ? [] : [{path, text}]
  })
}

/** The items of a change of OpenSpec lean on its proposal, which lies beside them. */
function withProposal(path: string, tasks: readonly Task[], repo: Session['repo']): readonly Task[] {
  const proposal = proposalOf(path)
  const text = proposal !== undefined && repo.has(proposal) ? repo.read(proposal) : undefined
  if (proposal === undefined || text === undefined) return tasks
  const surroundings = readProposal(proposal, text)
  return tasks.map(task => ({...task, surroundings}))
}

function notThere(path: string): Problem {
  return {kind: 'task-file-missing', path: configName, message: `task file ${path} is not there`}
}

function noItems(path: string): Problem {
  const message = 'holds no item: expected a list with boxes, or a format of a task tool'
  return {kind: 'task-file-empty', path, message}
}
