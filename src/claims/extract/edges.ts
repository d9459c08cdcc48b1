import type {Certainty, Claim} from '../claim.ts'
import {isCodeName} from '../code-name.ts'
import {isPackageName} from '../package-name.ts'
import {type Passage, type Run, type Sentence, sentencesOf} from '../passage.ts'
import {isPathLike} from '../path-like.ts'
import {isAsserted, isAssertedIntro} from '../speech.ts'
import {namingRuns, toClaim} from './rule.ts'

/** Words that say that one thing imports another; the second group also fits a relation through a third. */
const importWords =
  'imports?|re-?exports?|depends? (?:only |directly |up)?on|(?:is|are) built (?:on(?: top of)?|upon)|requires?|dynamically imports?'
const useWords =
  'uses?|calls?(?: into)?|extends?|wraps?|delegates? to|builds? on|relies on|rely on|subclasses?|inherits? from'
const relation = new RegExp(
  `^[\\s—–:-]*(?:(?:which|that|and|it|also|only|directly|simply|then|internally)\\s+)*(${importWords}|${useWords})(?:\\s+(?:the|its|both|from|types? from|code from|an?))*\\s*$`,
  'i'
)
const passive =
  /^\s*(?:is|are)?\s*(imported|used|called|re-?exported|extended|wrapped|required)\s+(?:directly\s+|only\s+)?(?:by|from|in)\s+(?:the\s+)?$/i
const more = /^\s*(?:,|and|or|, and|&|\+)\s*(?:the\s+)?$/

/** Sentences in which one named thing is said to import, use or depend on another. */
export function extractEdges(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'row' || !isAssertedIntro(passage.intro)) return []
  return sentencesOf(passage).flatMap(sentence => {
    if (!isAsserted(sentence.text) || isDenied(sentence.text)) return []
    return fromSentence(passage, doc, sentence)
  })
}

function isDenied(text: string): boolean {
  return /\b(not|never|nothing|no|nor|neither|cannot|without|only|instead|rather)\b|n't\b/i.test(text)
}

function fromSentence(passage: Passage, doc: string, {text, start, runs}: Sentence): Claim[] {
  const named = namingRuns(runs).filter(isSide)
  const between = (one: Run, other: Run) => text.slice(one.end - start, other.start - start)
  const claims: Claim[] = []
  for (const [index, subject] of named.entries()) {
    const object = named[index + 1]
    if (!object || (!isPathLike(subject.text) && !isPackageName(subject.text))) continue
    const words = between(subject, object)
    const active = relation.exec(words)
    const turned = active ? undefined : passive.exec(words)
    if (!active && !turned) continue
    const certainty = certaintyOf(active?.[1] ?? turned?.[1] ?? '')
    for (const other of listFrom(named, index + 1, between)) {
      const [from, to] = active ? [subject, other] : [other, subject]
      claims.push(
        toClaim(passage, doc, subject, {kind: 'edge', subject: from.text, object: to.text, ...certainty})
      )
    }
  }
  return claims
}

/** The object and those that are listed after it. */
function listFrom(named: readonly Run[], first: number, between: (one: Run, other: Run) => string): Run[] {
  const list = named.slice(first, first + 1)
  for (let index = first + 1; index < named.length; index++) {
    const [before, next] = [named[index - 1], named[index]]
    if (!before || !next || !more.test(between(before, next))) break
    list.push(next)
  }
  return list
}

function certaintyOf(verb: string): {certainty?: Certainty} {
  const firm = new RegExp(`^(${importWords}|imported|re-?exported|required)$`, 'i').test(verb)
  return firm ? {} : {certainty: 'implied'}
}

function isSide({text}: Run): boolean {
  return isPathLike(text) || isPackageName(text) || isCodeName(text)
}
