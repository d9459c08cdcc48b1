import {contentHashOf} from '../../base/content-hash.ts'
import type {TriageItem} from '../triage-row.ts'
import type {TaskNote} from './edit-tasks.ts'

/** The analysed commit. */
export interface Stamp {
  /** Its day, `2026-11-20`. */
  readonly day: string
  /** Its short hash. */
  readonly hash: string
}

const shownEvidence = 3
/** Places within files: they move with every commit, and so say nothing new. */
const lineNumbers = /:\d+(?:-\d+)?(?=`)|(?<=\blines? )\d+(?:, \d+)*/g

/**
 * What triage has to say of an item, as a note in its task file. `linkTo` turns the link of a zone, which counts from the
 * artifacts, into one that counts from the task file.
 *
 * Its key changes with verdict and rule, not with lines and commits.
 */
export function noteOf(
  item: TriageItem,
  stamp: Stamp | undefined,
  linkTo: (link: string) => string
): TaskNote {
  const {verdict, rule, evidence, testNote, nextStep} = item
  const shown = evidence
    .slice(0, shownEvidence)
    .map(
      ({path, line, role, object}) => `\`${path}:${line}\` ${object === path ? '' : `\`${object}\` `}${role}`
    )
  const parts = [
    `${verdict}: ${rule}`,
    ...(shown.length > 0 ? [`Evidence: ${shown.join(', ')}`] : []),
    ...(testNote === undefined ? [] : [`Tests: ${testNote}`]),
    // It often ends with the rule, which was just said.
    ...(nextStep === '' ? [] : [`Next: ${nextStep.replace(`: ${rule}`, '')}`])
  ]
  const head = ['Triaged', ...(stamp ? [stamp.day, `(${stamp.hash})`] : [])].join(' ')
  return {
    text: linkTo(`${head}: ${parts.map(part => toSentence(part)).join(' ')}`),
    key: contentHashOf(`${verdict}\n${rule.replace(lineNumbers, '')}`).slice(0, 8)
  }
}

/** One line, closed by a full stop; a comment in it would end the note's own too soon. */
function toSentence(part: string): string {
  const text = part.replace(/\s+/g, ' ').replaceAll('<!--', '<! --').trim()
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
