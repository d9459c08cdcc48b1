import type {Certainty} from '../../claim.ts'
import type {MarkedSentence, Mention} from './mentions.ts'
import {objectsAfter} from './objects.ts'
import {type Subject, subjectBefore} from './subject.ts'
import {activePhrases, importOf, isBaseForm, passivePhrases, type RelationPhrase} from './words.ts'

/** A relation that a sentence states in a verb. */
export interface Relation {
  readonly subject: Subject
  /** Offset of the verb in the sentence. */
  readonly at: number
  readonly verb: string
  /** Mentions; empty where `words` stand for them: the agent of a passive, or "the store" for what is so described. */
  readonly objects: readonly Mention[]
  readonly words?: string
  /** Whether the objects import the subject. */
  readonly passive: boolean
  readonly certainty: Certainty
}

interface Phrase extends RelationPhrase {
  readonly passive: boolean
  readonly pattern: RegExp
}

const phrases: readonly Phrase[] = [
  ...passivePhrases.map(phrase => toPhrase(phrase, true)),
  ...activePhrases.map(phrase => toPhrase(phrase, false)),
  toPhrase({words: importOf, certainty: 'stated'}, false)
]

function toPhrase(phrase: RelationPhrase, passive: boolean): Phrase {
  const be = passive ? '(?:(?:is|are|gets?|being|been) (?:also |only |mainly |mostly )?)?' : ''
  return {...phrase, passive, pattern: new RegExp(`(?<![\\w-])${be}(?:${phrase.words})(?![\\w-])`, 'gi')}
}

/** The relations of a sentence in source order, each verb once. */
export function readRelations(sentence: MarkedSentence): Relation[] {
  const found = phrases
    .flatMap(phrase => [...sentence.masked.matchAll(phrase.pattern)].map(match => ({phrase, match})))
    .map(({phrase, match}) => ({phrase, at: match.index, verb: match[0]}))
    .filter(({at, verb, phrase}, _, all) => !all.some(other => covers(other, {at, verb, phrase})))
    .sort((one, other) => one.at - other.at)
  return found.flatMap(({phrase, at, verb}) => {
    const starts = found.map(other => other.at)
    return toRelation(sentence, phrase, at, verb, starts) ?? []
  })
}

type Hit = {readonly phrase: Phrase; readonly at: number; readonly verb: string}

/** "is used by" covers "used"; of two that start alike the longer wins. */
function covers(one: Hit, other: Hit): boolean {
  if (one.at === other.at && one.verb.length === other.verb.length) return false
  return one.at <= other.at && one.at + one.verb.length >= other.at + other.verb.length
}

function toRelation(
  {masked, mentions}: MarkedSentence,
  {passive, certainty}: Phrase,
  at: number,
  verb: string,
  starts: readonly number[]
): Relation | undefined {
  const end = at + verb.length
  const subject = subjectBefore(masked, at, mentions, passive)
  const listed = objectsAfter(masked, end, mentions)
  const objects = listed.objects.filter(object => !isSubjectOfNext(masked, object, starts, listed.objects))
  const base = {subject, at, verb, passive, certainty}
  if (objects.length > 0) return {...base, objects}
  const words = passive ? agentIn(masked.slice(end)) : shortNameIn(masked.slice(end))
  return words === undefined ? undefined : {...base, objects, words}
}

/** "uses `a`, `b` imports `c`": what the next verb follows is its subject. */
function isSubjectOfNext(
  masked: string,
  {end}: Mention,
  starts: readonly number[],
  all: readonly Mention[]
): boolean {
  const isLast = all.length > 1 && all.at(-1)?.end === end
  return isLast && starts.some(start => start > end && /^\s+(?:\w+ly\s+)?$/.test(masked.slice(end, start)))
}

/** The thing in words that follows "by": up to five words before the clause ends. */
function agentIn(rest: string): string | undefined {
  const words =
    /^\s+((?:(?:the|an?|all|every|each)\s+)?[A-Za-z][\w-]*(?:\s+(?!and\b|or\b|to\b|for\b|in\b|when\b|if\b|as\b|with\b|on\b|upon\b)[A-Za-z][\w-]*){0,4})\s*(?=[.,;:)]|$|\s(?:to|for|in|when|if|as|with|on|upon)\b)/.exec(
      rest
    )?.[1]
  return words === undefined || /[◆□◇]/.test(words) ? undefined : words
}

/** "the store": a noun alone that may be short for something the passage describes so. */
function shortNameIn(rest: string): string | undefined {
  return /^\s+the\s+([a-z]+)(?=\s*(?:[.,;:()]|$))/.exec(rest)?.[1]
}

/** Whether a relation is an instruction to the reader: a base form that nothing stands before. */
export function isInstruction({subject, verb, passive}: Relation): boolean {
  if (/ of$/i.test(verb)) return false
  return !passive && subject.kind === 'it' && subject.how === 'nothing' && isBaseForm(verb)
}
