import {agreement} from '../../../artifacts/action.ts'
import type {Cause} from '../causes/cause.ts'
import {toTitle, withoutStop} from '../phrase.ts'
import {scoreText} from '../risk.ts'
import {haveOf, labelsOf, lookStep, type WriteTexts} from './part.ts'

/** A question that somebody has to answer before anything is changed. */
export const escalateTexts: WriteTexts = (cause, {followed}, idOf) => {
  if (cause.foreign) return isAnswerable(cause) ? agreeTexts(cause) : decideTexts(cause)
  const {title, symbol, doubts, lowConfidence, owners, falsifiedBy, places} = cause
  const [doubt] = doubts
  const isAgreement = !doubt && !lowConfidence && cause.fixes.length > 0 && owners.length > 1
  if (isAgreement) return agreeTexts(cause)
  if (!doubt && !lowConfidence) return decideTexts(cause)
  const labels = labelsOf(cause)
  return {
    title:
      doubt?.question === undefined
        ? `find out whether ${toTitle(title)}`
        : `find out for ${symbol}: ${doubt.question}`,
    whyNow: `${scoreText(cause)}, but ${doubt ? `*${doubt.kill}* could not be decided from the code` : 'its confidence is low'}: nothing is changed on a guess`,
    steps: [
      `look at ${places.join(', ')}: does it hold that ${toTitle(title)}?`,
      ...doubts.map(({kill, question, known}) => {
        const asked = `answer *${kill}*${question === undefined ? '' : `: ${question}`}`
        return known === '' ? asked : `${asked}${question === undefined ? ':' : ''} ${known}`
      }),
      ...(falsifiedBy === '' ? [] : [`look for what would prove it wrong: ${withoutStop(falsifiedBy)}`]),
      `write the answer into ${labels}: into \`Status\` when it cannot happen or is put up with, else into \`**Notes**\`, beginning with \`it is real\``
    ],
    doneWhen: `${labels} ${haveOf(cause)} the status \`false positive: reason\` or \`accepted: reason\`; or the status stays \`open\`, the \`**Notes**\` say \`it is real\`, and ${followed === undefined ? 'the next `groundtruth prescribe` plans the fix, which it does not do on a low confidence' : `${idOf(followed)} follows`}`
  }
}

function isAnswerable({fixes, owners}: Cause): boolean {
  return fixes.length > 0 && owners.length > 1
}

/** Several owners have to agree on a fix that is known. */
function agreeTexts(cause: Cause) {
  const {fixes, owners, places} = cause
  const [fix = ''] = fixes
  const everyone = owners.join(' and ')
  return {
    title: `let ${everyone} agree on who changes what: ${toTitle(fix)}`,
    whyNow: `${scoreText(cause)}; its fix is known and crosses ${owners.length} owners`,
    steps: [
      ...(places.length === 0 ? [] : [`look at ${places.join(', ')}`]),
      `ask ${everyone} for: ${withoutStop(fix)}`,
      `write who does it into this action, as \`Owner:\`, and tick it`
    ],
    doneWhen: agreement
  }
}

/** Nobody has named a fix. */
function decideTexts(cause: Cause) {
  const {title, advice, failurePath, falsifiedBy} = cause
  return {
    title: `decide what to do about ${toTitle(title)}`,
    whyNow: `${scoreText(cause)}; it names no fix`,
    steps: [
      lookStep(cause),
      ...(failurePath.length === 0
        ? []
        : [`follow how it comes about: ${failurePath.map(withoutStop).join('; ')}`]),
      ...(advice === '' ? [] : [`weigh its advice: ${withoutStop(advice)}`]),
      ...(falsifiedBy === '' ? [] : [`look for what would prove it wrong: ${withoutStop(falsifiedBy)}`]),
      'name a fix, or say why it stays as it is'
    ],
    doneWhen: `${labelsOf(cause)} names a \`Suggested fix\`, or says \`Status: accepted: reason\``
  }
}
