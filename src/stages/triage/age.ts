import type {Task} from '../../artifacts/task.ts'
import type {World} from '../../claims/world.ts'
import type {ClauseJudgement} from './clause-judgement.ts'

/** A tag gives a day in an unknown time zone. */
const slackSeconds = 86_400

/**
 * Whether all that meets a clause was there before the item was written: it then shows nothing. False without history.
 *
 * Source: `#added:` of ctx, else the last change of the item's line; for code the last change of the line.
 */
export function isOlderThan(task: Task, judgement: ClauseJudgement, {history}: World): boolean {
  const written = writtenAt(task) ?? history?.blame(task.file)?.[task.line - 1]
  if (!history || written === undefined) return false
  const times = judgement.evidence
    .filter(({role}) => role === 'declared' || role === 'registered' || role === 'referenced')
    .map(({path, line}) => history.blame(path)?.[line - 1])
  return times.length > 0 && times.every(time => time !== undefined && time < written)
}

/** Seconds since the epoch; `#added:2026-04-08-194612`, also the date alone. */
function writtenAt(task: Task): number | undefined {
  const tag = task.tags.find(tag => tag.startsWith('added:'))
  const match = /^added:(\d{4})-(\d\d)-(\d\d)/.exec(tag ?? '')
  if (!match) return undefined
  return Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 1000 - slackSeconds
}
