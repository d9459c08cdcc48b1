import {compareBy} from '../../base/compare.ts'
import type {Claim} from '../claim.ts'
import type {Passage, Sentence, Topic} from '../passage.ts'
import {capabilitiesIn, forbiddenIn} from './forbidden.ts'
import {maskNames} from './masked.ts'
import {positionAt, toClaim} from './rule.ts'
import {subjectBefore} from './subject.ts'

/** "must not", "never" and their likes, before a verb or the colon of a list. */
export const negation =
  "(?:(?:must|may|should|can|do|does|is|are)(?: ?not|n't| never)|can't|never)(?: (?:allowed|permitted|supposed) to)?"
const adverbs = '(?:\\s+(?:directly|ever|itself|themselves))*'
const verb =
  '(?:import|depend(?:s|ing)? (?:up)?on|know(?:s|ing)?(?: anything)?(?: about| of)?|reference|require|reach into|touch(?:es)?|use|access(?:es)?|call|interact with|talk to|perform|do)(?:s|ing)?'
/** Verbs whose object is a thing of code only as a capability: "never reads the file system". */
const deed = '(?:read|write|make|spawn|start|log|print|output|open|block)(?:s|ing)?(?: (?:from|to|on))?'
const denied = new RegExp(`${negation}${adverbs}\\s+(?:(${verb})|(${deed}))\\b`, 'i')
/** "does no file I/O", "has no knowledge of `b`", "imports nothing from `b`". */
const empty =
  /\b(?:(?:does|do|makes?|performs?|has|have) no (?:direct )?(?:(?:dependenc(?:y|ies) on|knowledge of|imports? (?:of|from)|access to)\b)?|knows? nothing (?:about|of)\b|imports? nothing (?:from|of)\b|is (?:independent of|unaware of)\b)/i
const runTime = ['value', 'dynamic', 'reexport', 'require'] as const

/** "`a` must never import `b`, and vice versa", "it does no file I/O". */
export function fromDenial(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const masked = maskNames(sentence)
  const [first] = [denied.exec(masked), empty.exec(masked)]
    .filter(found => found !== null)
    .sort(compareBy(({index}) => index))
  if (!first) return []
  const subject = subjectBefore(passage, sentence, first.index)
  if (!subject || isImperative(masked, first)) return []
  return denials(masked, first).flatMap(found => objectsOf(passage, doc, sentence, subject, found))
}

/** An order to the reader, "never import x", does not say of whom it holds. */
function isImperative(masked: string, {0: words, index}: RegExpExecArray): boolean {
  return /^\W*$/.test(masked.slice(0, index)) && !/^(must|may|should|can|does|has|never \w+s\b)/i.test(words)
}

/** The first denial, and those that its sentence joins to it: "does no x and does not y". */
function denials(masked: string, first: RegExpExecArray): RegExpExecArray[] {
  const from = first.index + first[0].length
  const rest = masked.slice(from)
  const next = denied.exec(rest)
  if (!next || !/^[^.;:◆]*(?:,|\band|\bor|\bnor)\s*$/.test(rest.slice(0, next.index))) return [first]
  next.index += from
  return [first, ...denials(masked, next)]
}

function objectsOf(
  passage: Passage,
  doc: string,
  sentence: Sentence,
  subject: Topic,
  {0: words, 2: isDeed, index}: RegExpExecArray
): Claim[] {
  const masked = maskNames(sentence)
  const from = index + words.length
  const end = clauseEnd(masked, from)
  const clause = sentence.text.slice(from, end)
  const runs = sentence.runs.filter(
    run => run.start - sentence.start >= from && run.start - sentence.start < end
  )
  const objects = isDeed === undefined ? forbiddenIn(clause, runs) : capabilitiesIn(`${words}${clause}`)
  const position = positionAt(passage, sentence.start + index)
  const isFirm = /\b(import|depend|require|reference)/i.test(words)
  const parts = {
    kind: 'absence' as const,
    ...(subject.symbol === undefined ? {} : {symbol: subject.symbol}),
    ...(/\b(at run ?time|value imports?)\b/i.test(sentence.text) ? {edgeKinds: runTime} : {}),
    ...(isFirm ? {} : {certainty: 'implied' as const})
  }
  const isMutual = /\band vice versa\b/i.test(sentence.text.slice(end))
  return objects.flatMap(object => [
    toClaim(passage, doc, position, {...parts, subject: subject.text, object}),
    ...(isMutual ? [toClaim(passage, doc, position, {...parts, subject: object, object: subject.text})] : [])
  ])
}

/** Where the clause ends that starts at `from`. */
function clauseEnd(masked: string, from: number): number {
  const found =
    /[.;:(—–]|,\s+(?!or\b|and ◆|nor\b|◆)|\band (?:does|do|must|may|should|never|cannot|vice versa)\b|\b(but|so that|so|since|which|directly in|via|through|from within|rather than|instead)\b/.exec(
      masked.slice(from)
    )
  return found ? from + found.index : masked.length
}
