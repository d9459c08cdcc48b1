import type {Claim} from '../claim.ts'
import type {Passage, Topic} from '../passage.ts'
import {negation} from './denials.ts'
import {forbiddenIn} from './forbidden.ts'
import {toClaim} from './rule.ts'

const intro = new RegExp(
  `^\\W*(?:the\\s+)?(?:(?:it|they|this|these)(?: \\w+)?|\`([^\`]+)\`(?: \\w+)?)\\s+(?:${negation})\\s*(?:\\w+\\s*){0,6}:$`,
  'i'
)

/** "This object may not:" and the items below it, of what introduces the list or what the section is about. */
export function fromDeniedList(passage: Passage, doc: string): Claim[] {
  if (!passage.item || passage.type !== 'prose') return []
  const found = intro.exec(passage.intro.trim())
  const subject: Topic | undefined = found?.[1] === undefined ? passage.topic : {text: found[1]}
  if (!found || !subject) return []
  const parts = {
    kind: 'absence' as const,
    subject: subject.text,
    ...(subject.symbol === undefined ? {} : {symbol: subject.symbol})
  }
  return forbiddenIn(passage.text, passage.runs).map(object =>
    toClaim(passage, doc, passage, {...parts, object})
  )
}
