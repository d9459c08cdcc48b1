import {posix} from 'node:path'
import {addLearnings} from '../../artifacts/learnings.ts'
import {createStagedStore, type StagedStore} from '../../pipeline/staged-store.ts'
import type {JudgedTask} from '../../pipeline/sweep/judged-task.ts'
import {findPatterns} from '../../pipeline/sweep/patterns.ts'
import {createDiskStore} from '../../repo/disk-store.ts'
import {toLearning} from '../../report/learning.ts'
import {countOf} from '../../report/text/count.ts'
import type {View} from '../stage-command.ts'
import {stampOf} from './stamp.ts'

const fileName = 'LEARNINGS.md'

/** Stages LEARNINGS.md with what the items show as a pattern and it does not hold yet. */
export function stageLearnings(
  judged: readonly JudgedTask[],
  {session, root, options}: Pick<View, 'session' | 'root' | 'options'>
): StagedStore {
  const store = createStagedStore(createDiskStore(root))
  const stamp = stampOf(session.history())
  const learnings = findPatterns(judged).map(({members, ...pattern}) =>
    toLearning({
      ...pattern,
      items: members.map(({item}) => item),
      commit: stamp && `${stamp.day} (${stamp.hash})`,
      age: options.minAge === undefined ? undefined : sayAge(options.minAge)
    })
  )
  const path = placeOf(judged, session)
  const old = store.read(path)
  const text = addLearnings(old, learnings, stamp?.time)
  if (text !== undefined && text !== old) store.write(path, text)
  return store
}

/** Beside the task files, the artifacts, in `.context/` or the root, where there is one; else where a new one belongs. */
function placeOf(judged: readonly JudgedTask[], {repo, folder}: View['session']): string {
  const own = judged.map(({task}) => posix.dirname(task.file)).filter(each => !each.startsWith('..'))
  const folders = [...new Set([...own, folder ?? '', '.context', ''])].map(each => (each === '.' ? '' : each))
  const paths = folders.map(each => posix.join(each, fileName))
  const [first] = judged
  const made = first?.task.format === 'ctx' && own[0] !== undefined ? own[0] : (folder ?? '')
  return paths.find(path => repo.exists(path)) ?? posix.join(made, fileName)
}

/** `6 weeks`, `10 days`: in the largest unit that fits. */
function sayAge(days: number): string {
  if (days > 0 && days % 365 === 0) return countOf(days / 365, 'year')
  if (days > 0 && days % 7 === 0) return countOf(days / 7, 'week')
  return days === 0 ? '0 days' : countOf(days, 'day')
}
