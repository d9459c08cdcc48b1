import {toTitle, withoutStop} from '../phrase.ts'
import {scoreText} from '../risk.ts'
import {haveOf, labelsOf, lookStep, type WriteTexts} from './part.ts'

/** A risk that may be cheaper to live with; a person has to say so. */
export const acceptTexts: WriteTexts = cause => {
  const {title, fixes, foreign} = cause
  const [fix = ''] = fixes
  const labels = labelsOf(cause)
  return {
    title: `put up with it, or say why not: ${toTitle(title)}`,
    whyNow: `${scoreText(cause)}; an accepted zone with a reason is worth more than one that nobody looks at`,
    steps: [
      lookStep(cause),
      ...(fix === '' ? [] : [`weigh its fix: ${withoutStop(fix)}`]),
      `write \`accepted: reason\` into the \`Status\` of ${labels}`,
      foreign
        ? 'or give it a `Suggested fix`: then the next plan holds the change'
        : 'or begin its `**Notes**` with `it is real`: then the next plan holds the change'
    ],
    doneWhen: `${labels} ${haveOf(cause)} the status \`accepted: reason\` or \`false positive: reason\``
  }
}
