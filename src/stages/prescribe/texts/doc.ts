import {toTitle, withoutStop} from '../phrase.ts'
import {scoreText} from '../risk.ts'
import {labelsOf, lookStep, type WriteTexts} from './part.ts'

/** Advice that nobody sees who changes the place. */
export const docTexts: WriteTexts = cause => {
  const {title, advice, path} = cause
  const labels = labelsOf(cause)
  const where = path === undefined ? 'the code it is about' : `\`${path}\``
  return {
    title: `say where it is changed: ${toTitle(title)}`,
    whyNow: `${scoreText(cause)}; whoever changes it next has only DANGER-ZONES.md to learn it from`,
    steps: [
      lookStep(cause),
      `write into a comment there: ${withoutStop(advice)}`,
      `name ${labels} in the comment, so that both are found together`
    ],
    doneWhen: `a comment in ${where} names ${labels}`
  }
}
