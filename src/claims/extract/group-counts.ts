import type {Claim} from '../claim.ts'
import {type Passage, type Sentence, sentencesOf} from '../passage.ts'
import {isFileName, isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {number, toDigits} from './numbers.ts'
import {namingRuns, positionAt, toClaim} from './rule.ts'

const folders = '(directories|folders|subdirectories|sub-directories|subfolders|packages)'
/** "The code organises around four directories", "There are three packages here". */
const parts = new RegExp(
  `\\b(?:organi[sz]es? around|organi[sz]ed (?:around|into)|split (?:into|across)|divided into|structured (?:around|into)|consists of|there are)\\s+(${number})\\s+(?:top-level )?${folders}\\b`,
  'i'
)
/** "Eleven providers ship today". */
const kinds = new RegExp(
  `^\\W*(${number}) ([a-z]+s) (?:ship|exist|are (?:there|shipped|supported|implemented|registered)|live here)\\b`,
  'i'
)
/** "invoked every 100ms", "a 500 ms debounce". */
const interval =
  /\b(?:every|each) (\d+)\s?(ms|milliseconds?|s|secs?|seconds?|minutes?)\b|\b(\d+)[- ]?(ms|milliseconds?|seconds?|minutes?) (?:interval|debounce|timeout|delay|throttle)\b/i

/** Numbers of things in the folder that a section is about, and intervals of the module that an item is about. */
export function extractGroupCounts(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'heading' || !isAssertedIntro(passage.intro)) return []
  return sentencesOf(passage).flatMap(sentence => {
    if (!isAsserted(sentence.text)) return []
    return [...fromFolder(passage, doc, sentence), ...fromModule(passage, doc, sentence)]
  })
}

function fromFolder(passage: Passage, doc: string, {text, start, runs}: Sentence): Claim[] {
  const found = parts.exec(text) ?? kinds.exec(text)
  const place = folderOf(passage)
  if (!found || place === undefined || namingRuns(runs).some(run => isPathLike(run.text))) return []
  const [, amount = '', what = ''] = found
  return [
    toClaim(passage, doc, positionAt(passage, start + found.index), {
      kind: 'count',
      subject: `${what.toLowerCase()} in ${place}`,
      object: toDigits(amount),
      certainty: 'implied'
    })
  ]
}

/** The one folder that the heading names. */
function folderOf({headingRuns}: Passage): string | undefined {
  const named = namingRuns(headingRuns).filter(({text}) => isPathLike(text))
  const [only] = named
  return only && named.length === 1 && !isFileName(only.text) ? only.text : undefined
}

function fromModule(passage: Passage, doc: string, {text, start, runs}: Sentence): Claim[] {
  const found = interval.exec(text)
  const own = namingRuns(runs).filter(run => isModule(run.text))
  const home = own.length > 0 ? own : passage.leads.filter(run => isModule(run.text)).slice(0, 1)
  const [only] = home
  if (!found || !only || home.length !== 1) return []
  const amount = found[1] ?? found[3] ?? ''
  const unit = (found[2] ?? found[4] ?? '').toLowerCase()
  return [
    toClaim(passage, doc, positionAt(passage, start + found.index), {
      kind: 'count',
      subject: `interval in ${only.text}`,
      object: `${amount} ${unit.startsWith('m') && !unit.startsWith('min') ? 'ms' : unit.replace(/s$/, '')}`,
      certainty: 'aside'
    })
  ]
}

function isModule(text: string): boolean {
  return isPathLike(text) && /\.[mc]?[jt]sx?$/.test(text)
}
