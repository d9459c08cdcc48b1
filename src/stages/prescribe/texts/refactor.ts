import type {Cause} from '../causes/cause.ts'
import {reachText} from '../effort.ts'
import {toTitle, withoutStop} from '../phrase.ts'
import {scoreText} from '../risk.ts'
import {labelsOf, perceived, type WriteTexts} from './part.ts'

/** The change that takes the cause away. */
export const refactorTexts: WriteTexts = (cause, {after, pinned}, idOf, {effort}) => {
  const [fix = '', ...otherFixes] = cause.fixes
  const first = after.map(idOf)
  const waits =
    first.length === 0 ? '' : `; ${first.join(' and ')} ${first.length > 1 ? 'come' : 'comes'} first`
  return {
    title: placedTitle(cause, toTitle(fix)),
    whyNow: `${scoreText(cause)} for an effort of ${effort}, ${perceived(cause)}, ${reachText(cause)}${waits}`,
    steps: [
      withoutStop(fix),
      ...otherFixes.map(other => `likewise: ${withoutStop(other)}`),
      ...changeStep(cause),
      ...((cause.dependents ?? 0) === 0 ? [] : [`check what uses it: ${reachText(cause)}`]),
      ...(cause.foreign ? [`show that this can no longer happen: ${toTitle(cause.title)}`] : [])
    ],
    doneWhen: `${gone(cause)}${pinned === undefined ? '' : `, and the test of ${idOf(pinned)} passes`}`
  }
}

/** The fix, with where it is made unless it says so itself. */
function placedTitle({callees, foreign}: Cause, title: string): string {
  const missing = callees.filter(callee => !namesHome(title, callee) && callee !== '`module`')
  return foreign || missing.length === 0 || missing.length < callees.length
    ? title
    : `${title}, in ${missing.join(' and ')}`
}

/** Whether the title names the symbol, or the class of which it is a member. */
function namesHome(title: string, callee: string): boolean {
  return title.includes(callee) || (callee.includes('.') && title.includes(callee.replace(/\..*$/s, '`')))
}

function changeStep({places, beside, foreign}: Cause): string[] {
  if (places.length === 0) return []
  if (foreign) return [`look at ${places.join(', ')}`]
  return [`change ${places.join(', ')}${beside.length === 0 ? '' : `; look at ${beside.join(', ')}`}`]
}

function gone(cause: Cause): string {
  if (cause.foreign) return `a person who checked says \`Status: fixed\` in ${labelsOf(cause)}`
  return `\`groundtruth hunt\` no longer reports ${cause.labels.join(' or ')}`
}
