import type {Claim} from '../claim.ts'
import {parentOf} from '../join-path.ts'
import type {Passage, Run, Sentence} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {namingRuns, toClaim} from './rule.ts'

const gone = /^\s*(?:(?:was|were|has been|have been)\s+(?:since |also |then )?(?:deleted|removed)|is gone)\b/i
const open = /\b(if|when|once|until|unless|after|before|should|would|will|not|example)\b/i

/** "`modal.ts` was deleted": a file that is said to be gone, in the folder of the path named before it. */
export function fromRemoval(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const {text, start, runs} = sentence
  return namingRuns(runs).flatMap(run => {
    const clause =
      text
        .slice(0, run.start - start)
        .split(/[.;:(]/)
        .at(-1) ?? ''
    if (!isFile(run) || !gone.test(text.slice(run.end - start)) || open.test(clause)) return []
    const folder = folderOf(run, passage, sentence)
    if (folder === undefined) return []
    return [toClaim(passage, doc, run, {kind: 'absence', subject: folder, object: `file ${nameOf(run)}`})]
  })
}

function folderOf(run: Run, passage: Passage, {runs}: Sentence): string | undefined {
  if (run.text.includes('/')) return parentOf(run.text)
  const before = namingRuns(runs).filter(({end}) => end <= run.start)
  const path = before.findLast(one => isPathLike(one.text) && one.text.includes('/'))?.text
  const place = path ?? passage.leads.find(({text}) => isPathLike(text))?.text ?? passage.topic?.text
  if (place === undefined || !isPathLike(place)) return undefined
  return isFileName(place) ? parentOf(place) : place
}

function isFile({text}: Run): boolean {
  return isPathLike(text) && isFileName(text)
}

function nameOf({text}: Run): string {
  return text.slice(text.lastIndexOf('/') + 1)
}
