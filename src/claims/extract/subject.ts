import {isPackageName} from '../package-name.ts'
import type {Passage, Sentence, Topic} from '../passage.ts'
import {isPathLike} from '../path-like.ts'
import {maskNames} from './masked.ts'
import {namingRuns} from './rule.ts'

const pronoun =
  '(?:it|they|this|these|this (?:file|module|package|folder|directory|layer|object|class|component|code)|these (?:files|modules|packages|folders|objects|classes|components))'
const kind = '(?:folder|directory|package|packages|module|modules|file|files|layer|layers|code|class|object)'
const named = new RegExp(`^\\W*(?:the\\s+)?◆+(?:\\s+${kind})?(?:\\s+itself)?[\\s—–:,-]*$`, 'i')
const bare = new RegExp(`^\\W*(?:${pronoun}|and)?\\W*$`, 'i')
/** "It does one thing and never …": what denies still speaks of the pronoun. */
const continued = new RegExp(`^\\W*${pronoun}\\b[^.;:]*(?:\\band|\\bbut|,)\\s*(?:it\\s+)?$`, 'i')
/** "`a` — does one thing and never …": an item that starts with what it is about. */
const described =
  /^\W*(?:[\w /&-]{1,40}\W{0,3}\()?◆+\W*[—–:,(-](?:.*(?:[,;:(—–-]|\band|\bbut))?\s*(?:it\s+)?$/i

/**
 * What a sentence says it of, by the words before `index`: the one name there, else what leads the item or what the
 * section is about when a pronoun stands for it.
 */
export function subjectBefore(passage: Passage, sentence: Sentence, index: number): Topic | undefined {
  const before = namingRuns(sentence.runs).filter(run => run.end - sentence.start <= index)
  const words = maskNames(sentence).slice(0, index)
  const [first] = before
  if (first && before.length === 1 && isSide(first) && named.test(words)) return {text: first.text}
  if ((before.length === 0 && bare.test(words)) || continued.test(words)) return subjectOf(passage)
  const isLead = first !== undefined && first.start === passage.leads[0]?.start && passage.item
  return isLead && before.length === 1 && isSide(first) && described.test(words)
    ? {text: first.text}
    : undefined
}

/** What an item or section is about. */
export function subjectOf({leads, topic}: Passage): Topic | undefined {
  const lead = leads.find(isSide)
  return lead ? {text: lead.text} : topic
}

/** Whether a name can be an end of an import: a path, a package, a class. */
export function isSide({text}: {readonly text: string}): boolean {
  return isPathLike(text) || isPackageName(text) || /^[A-Z]\w+$/.test(text)
}
