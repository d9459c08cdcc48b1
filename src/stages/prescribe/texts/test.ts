import type {Cause} from '../causes/cause.ts'
import type {DraftTexts} from '../draft.ts'
import {gapText} from '../effort.ts'
import {toTitle, withoutStop} from '../phrase.ts'
import {scoreText} from '../risk.ts'
import {labelsOf, lookStep, perceived, type WriteTexts} from './part.ts'

/** A test that holds what a change must not break, or that fails until the change is made. */
export const testTexts: WriteTexts = (cause, {refactor}, idOf) => {
  const before = refactor === undefined ? undefined : idOf(refactor)
  if (before === undefined) return careTexts(cause)
  return cause.foreign ? foreignTexts(cause, before) : pinTexts(cause, before)
}

function pinTexts(cause: Cause, refactor: string): DraftTexts {
  const {title, callees, path = '', precondition, failurePath} = cause
  const called = callees.join(' and ')
  const [last, ...before] = failurePath.toReversed()
  return {
    title: `reproduce by a test that ${toTitle(title)}`,
    whyNow: `${scoreText(cause)}, detection gap ${cause.gap} of 3 (${perceived(cause)}); it must stand before ${refactor} changes ${called}`,
    steps: [
      ...(precondition === '' ? [] : [`bring about: ${withoutStop(precondition)}`]),
      ...before.toReversed().map(withoutStop),
      ...(last === undefined ? [] : [`expect that this does not follow: ${withoutStop(last)}`]),
      ...resultStep(cause)
    ],
    doneWhen: `a test that names ${labelsOf(cause)} reaches ${called} (\`${path}\`), brings this about and fails on today's code`
  }
}

/** A change for speed must give the same results: a test of the speed alone does not hold that. */
function resultStep({category, symbol}: Cause): string[] {
  return category === 'scaling'
    ? [`hold what ${symbol} gives for a few small inputs: the fix must not change it`]
    : []
}

function foreignTexts(cause: Cause, refactor: string): DraftTexts {
  const {title, path} = cause
  return {
    title: `pin what changes with ${refactor}: ${toTitle(title)}`,
    whyNow: `${scoreText(cause)}, ${gapText(cause)}; it must stand before ${refactor}`,
    steps: [
      lookStep(cause),
      `bring about that ${toTitle(title)}`,
      `name ${labelsOf(cause)} in the title of the test or beside it`
    ],
    doneWhen: `a test that names ${labelsOf(cause)} ${reaches(path)} and fails on today's code`
  }
}

/** No change is planned: the test holds what somebody who changes the place has to know. */
function careTexts(cause: Cause): DraftTexts {
  const {title, advice, path} = cause
  return {
    title: `cover by a test before it is changed: ${toTitle(title)}`,
    whyNow: `${scoreText(cause)}, ${gapText(cause)}; whoever changes it next has only the advice`,
    steps: [
      lookStep(cause),
      `cover what this protects: ${withoutStop(advice)}`,
      `name ${labelsOf(cause)} in the title of the test or beside it`
    ],
    doneWhen: `a test that names ${labelsOf(cause)} ${reaches(path)}`
  }
}

function reaches(path: string | undefined): string {
  return path === undefined ? 'reaches the code it is about' : `reaches \`${path}\``
}
