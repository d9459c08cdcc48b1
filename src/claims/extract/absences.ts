import type {Claim} from '../claim.ts'
import {type Passage, type Sentence, sentencesOf} from '../passage.ts'
import {isAssertedSection} from '../speech.ts'
import {fromDenial} from './denials.ts'
import {fromDeniedList} from './denied-lists.ts'
import {fromHierarchy} from './hierarchies.ts'
import {fromNothing, fromOnly, fromStandalone, fromZero} from './only.ts'
import {fromOrder} from './orders.ts'
import {fromPackageRule} from './package-rules.ts'
import {fromRemoval} from './removals.ts'

/** Words by which a sentence tells of the past, of plans or of a condition. */
const open =
  /\b(no longer|used to|previously|formerly|yet|will|would|was|were|anymore|planned|if|when|unless|until|except|because)\b/i

type SentenceRule = (passage: Passage, doc: string, sentence: Sentence) => Claim[]
const rules: readonly SentenceRule[] = [
  fromDenial,
  fromOnly,
  fromNothing,
  fromStandalone,
  fromZero,
  fromHierarchy,
  fromOrder
]

/** Statements that something does not import, use or know something else, or that a file is gone. */
export function extractAbsences(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'row' || !isAssertedSection(passage.headings)) return []
  const listed = fromDeniedList(passage, doc)
  if (listed.length > 0) return listed
  return sentencesOf(passage).flatMap(sentence => {
    const ruled = fromPackageRule(passage, doc, sentence)
    if (ruled.length > 0) return ruled
    const gone = fromRemoval(passage, doc, sentence)
    if (open.test(sentence.text.replace(/`[^`]*`/g, ''))) return gone
    return [...gone, ...rules.flatMap(rule => rule(passage, doc, sentence))]
  })
}
