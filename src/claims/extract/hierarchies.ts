import type {Claim} from '../claim.ts'
import type {Passage, Sentence} from '../passage.ts'
import {maskNames} from './masked.ts'
import {namingRuns, toClaim} from './rule.ts'
import {isSide} from './subject.ts'

const outside =
  /^[^\w◆]*(◆+(?:(?:,| and|, and) ◆+)*) (?:stays?|sits?|lives?|is|are|remains?) outside (?:of )?(?:this|the|that) (?:class )?hierarchy\b/i
const base =
  /`([^`]+)` \((?:the )?(?:abstract )?base(?: class)?\)|\b(?:abstract )?base(?: class)?:? (?:is )?(?:the )?`([^`]+)`/gi

/** "`a.ts` and `b.ts` stay outside this hierarchy", after a base class that the paragraph names. */
export function fromHierarchy(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const found = outside.exec(maskNames(sentence))
  const named = [...passage.text.slice(0, sentence.start).matchAll(base)].at(-1)
  const object = named?.[1] ?? named?.[2]
  if (!found || object === undefined) return []
  const end = found[0].indexOf(found[1] ?? '') + (found[1] ?? '').length
  return namingRuns(sentence.runs)
    .filter(run => run.end - sentence.start <= end && isSide(run))
    .map(run => toClaim(passage, doc, run, {kind: 'absence', subject: run.text, object: `${object} as base`}))
}
