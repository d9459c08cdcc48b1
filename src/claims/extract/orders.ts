import type {Claim} from '../claim.ts'
import {isPackageName} from '../package-name.ts'
import type {Passage, Run, Sentence} from '../passage.ts'
import {isPathLike} from '../path-like.ts'
import {maskNames} from './masked.ts'
import {namingRuns, positionAt, toClaim} from './rule.ts'

const valueKinds = ['value', 'dynamic', 'reexport', 'require'] as const
const never = "(?:do not|don't|never|must not|should not)"
const importing = new RegExp(
  `(?:^|[.;:—–]\\s+|\\band )[^\\w◆]*${never} import\\s+(?:from\\s+)?(◆+(?:(?:, | or |, or )◆+)*)`,
  'i'
)
const typeOnly =
  /^\W*(?:all )?imports (?:from|of) (?:the )?◆+ (?:in|from|by|inside) (?:the )?◆+ (?:must be|should be|are|have to be) type-only\b/i
const words =
  /\b([a-z][a-z-]+) (?:must|should|may|can|do)(?: ?not|n't| never) (?:import|depend on)(?: from)? ([a-z][a-z-]+)\s*(?:[.;,]|$)/i

/** Orders to whoever writes code, where they say whom they bind: "never import `b` from `a`", "do not import `b` here". */
export function fromOrder(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  return [
    ...fromImperative(passage, doc, sentence),
    ...fromTypeOnly(passage, doc, sentence),
    ...fromWords(passage, doc, sentence)
  ]
}

function fromImperative(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const masked = maskNames(sentence)
  const found = importing.exec(masked)
  if (!found) return []
  const end = found.index + found[0].length
  const from = end - (found[1] ?? '').length
  const inside = (run: Run) => run.start - sentence.start >= from && run.end - sentence.start <= end
  const objects = namingRuns(sentence.runs).filter(run => inside(run) && isPlace(run))
  const clause = /^[^.;:]*/.exec(masked.slice(end))?.[0] ?? ''
  // "import x source", "x internals": a part of it that the name does not tell.
  if (/\b(source|sources|internals?|subpaths?|deep)\b/i.test(clause)) return []
  const subject = boundBy(passage, sentence, clause, end)
  if (subject === undefined) return []
  const position = positionAt(passage, sentence.start + found.index)
  return objects
    .filter(({text}) => text !== subject)
    .map(({text}) => toClaim(passage, doc, position, {kind: 'absence', subject, object: text}))
}

/** The place after the thing, "from `a`" or "in `a`", "here" in an item, or what the heading names. */
function boundBy(passage: Passage, sentence: Sentence, clause: string, end: number): string | undefined {
  const named = /^(?: directly)? (?:from|in|inside|into|within) (?:the )?◆+/i.test(clause)
  const next = namingRuns(sentence.runs).find(run => run.start - sentence.start >= end)
  if (named) return next && isPlace(next) && /\//.test(next.text) ? next.text : undefined
  if (
    !/^\s*(?:directly )?(?:here|in this (?:folder|package|module|file))?\s*$/i.test(
      clause.replace(/[^\w\s◆].*$/, '')
    )
  )
    return undefined
  const lead = passage.leads.find(isPlace)
  if (/\bhere\b|\bin this\b/i.test(clause) && lead) return lead.text
  const {topic} = passage
  return !lead && topic && topic.symbol === undefined && isPlace(topic) ? topic.text : undefined
}

function fromTypeOnly(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const [object, subject, third] = namingRuns(sentence.runs)
  if (!typeOnly.test(maskNames(sentence)) || !object || !subject || third) return []
  if (!isPlace(object) || !isPlace(subject)) return []
  const parts = {subject: subject.text, object: object.text, edgeKinds: valueKinds}
  return [toClaim(passage, doc, object, {kind: 'absence', ...parts})]
}

/** "components must not import pages", where items of the document give both words a folder. */
function fromWords(passage: Passage, doc: string, {text, start}: Sentence): Claim[] {
  const found = words.exec(text)
  const [from, to] = [found?.[1], found?.[2]].map(word => passage.homes?.get((word ?? '').toLowerCase()))
  if (!found || from === undefined || to === undefined || from === to) return []
  const position = positionAt(passage, start + found.index)
  return [toClaim(passage, doc, position, {kind: 'absence', subject: from, object: to})]
}

/** A path with a folder, or the name of a package: such names have no capitals. */
function isPlace({text}: {readonly text: string}): boolean {
  if (isPathLike(text) && text.includes('/')) return true
  return isPackageName(text) && !/[A-Z]/.test(text) && text.length > 2
}
