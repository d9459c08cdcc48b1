import type {Claim} from '../claim.ts'
import {isPackageName} from '../package-name.ts'
import {type Passage, type Run, type Sentence, sentencesOf} from '../passage.ts'
import {isPathLike} from '../path-like.ts'
import {isAssertedSection} from '../speech.ts'
import {namingRuns, positionAt, toClaim} from './rule.ts'

const verb =
  '(?:import|depend(?:s|ing)? (?:up)?on|know(?:s|ing)?(?: anything)?(?: about| of)?|reference|require|reach into|touch(?:es)?|use|access(?:es)?|call|interact with|talk to|perform|do)(?:s|ing)?'
const negation =
  "(?:must|may|should|can|do|does|is|are)(?: ?not|n't| never)(?: (?:allowed|permitted|supposed) to)?|never|may never"
const denied = new RegExp(`(?:${negation})(?:\\s+(?:directly|ever|itself|themselves))*\\s+${verb}\\b`, 'i')
const history =
  /\b(no longer|used to|previously|formerly|yet|will|would|was|were|anymore|planned|if|when|unless|until|except|because)\b/i

/** Words for what code may be kept from, and the name under which they are judged. */
const capabilities: readonly (readonly [RegExp, string])[] = [
  [/\b(file ?system|disk|file i\/o|the fs\b)/i, 'file system'],
  [/\bnode(\.js|js)?[- ](specific|built-?in)/i, 'Node.js built-ins'],
  [/\b(asynchronous operations?|async\/await)\b/i, 'async code'],
  [/\bthe network\b|\bnetwork (i\/o|access|requests?)\b/i, 'network']
]

/** Statements that something does not import, use or know something else. */
export function extractAbsences(passage: Passage, doc: string): Claim[] {
  if (passage.type === 'code' || passage.type === 'row' || !isAssertedSection(passage.headings)) return []
  const listed = fromDeniedList(passage, doc)
  if (listed.length > 0) return listed
  return sentencesOf(passage).flatMap(sentence => {
    if (history.test(sentence.text.replace(/`[^`]*`/g, ''))) return []
    return [fromDenial, fromOnly, fromNothing].flatMap(rule => rule(passage, doc, sentence))
  })
}

/** "This object may not:" and its items, under a heading that names the subject. */
function fromDeniedList(passage: Passage, doc: string): Claim[] {
  const intro = passage.intro.trim()
  if (!passage.item || !new RegExp(`(?:${negation})\\s*(?:\\w+\\s*){0,2}:$`, 'i').test(intro)) return []
  const subject = headingSubject(passage)
  if (!subject) return []
  return objectsOf(passage.text, passage.runs, 0).map(object =>
    toClaim(passage, doc, passage, {kind: 'absence', subject: subject.text, object})
  )
}

function headingSubject({headingRuns}: Passage): Run | undefined {
  const named = namingRuns(headingRuns)
  return named.length === 1 ? named[0] : undefined
}

/** "`a` must never import `b`". */
function fromDenial(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const found = denied.exec(maskCode(sentence))
  if (!found) return []
  const subject = subjectBefore(passage, sentence, found.index)
  if (!subject) return []
  const end = found.index + found[0].length
  const clause = clauseAfter(maskCode(sentence), end)
  const runs = sentence.runs.filter(
    run => run.start - sentence.start >= end && run.start - sentence.start < clause
  )
  const objects = objectsOf(sentence.text.slice(end, clause), runs, sentence.start + end)
  const edgeKinds = /\b(at run ?time|value imports?)\b/i.test(sentence.text)
    ? {edgeKinds: ['value', 'dynamic', 'reexport', 'require'] as const}
    : {}
  const position = positionAt(passage, sentence.start + found.index)
  const certainty = /\b(import|depend|require|reference)/i.test(found[0])
    ? {}
    : {certainty: 'implied' as const}
  return objects.map(object =>
    toClaim(passage, doc, position, {
      kind: 'absence',
      subject: subject.text,
      object,
      ...edgeKinds,
      ...certainty
    })
  )
}

/** "Only `a` may import `b`", "`b` is imported only by `a`". */
function fromOnly(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const named = namingRuns(sentence.runs).filter(isSide)
  const [first, second] = named
  if (!first || !second || named.length !== 2) return []
  const before = sentence.text.slice(0, first.start - sentence.start)
  const words = sentence.text.slice(first.end - sentence.start, second.start - sentence.start)
  const after = sentence.text.slice(second.end - sentence.start)
  if (!/^\s*[.)]?\s*$/.test(after) || !/^[\s*_-]*(only)?\s*(the)?\s*$/i.test(before)) return []
  const active =
    /^\s*(?:may|can|should|is allowed to)?\s*(?:imports?|depends? on|touch(?:es)?)\s+(?:from\s+)?(?:the\s+)?$/i
  const passive =
    /^\s*(?:is|are|may be|must be|can be)\s+(?:only imported (?:by|from|in)|imported only (?:by|from|in)|imported (?:by|from|in)\s+only)\s+(?:the\s+)?$/i
  const pair =
    /only/i.test(before) && active.test(words)
      ? [first, second]
      : passive.test(words)
        ? [second, first]
        : undefined
  if (!pair) return []
  const [allowed, target] = pair
  return [
    toClaim(passage, doc, first, {
      kind: 'absence',
      subject: `all but ${allowed?.text}`,
      object: target?.text ?? ''
    })
  ]
}

/** "`a` imports nothing", "`a` depends only on `b` and `c`", "nothing in `a` imports `b`". */
function fromNothing(passage: Passage, doc: string, sentence: Sentence): Claim[] {
  const masked = maskCode(sentence)
  const named = namingRuns(sentence.runs).filter(isSide)
  const [first] = named
  if (!first) return []
  const make = (subject: string, object: string) => [
    toClaim(passage, doc, first, {kind: 'absence', subject, object})
  ]
  if (
    /^\W*(?:nothing|no (?:file|module|code)|none of the (?:files|modules)) (?:in|under|inside) ◆+\s+(?:(?:may|ever) )?(?:imports?|depends? on|uses?) (?:from )?◆+\W*$/i.test(
      masked
    )
  )
    return named[1] ? make(first.text, named[1].text) : []
  if (
    /^[\s\W]*◆+[\s—–:-]*(?:imports|depends on|may import|must import|requires) nothing(?: else)?(?: of (?:the|this) (?:package|repository|project))?\W*$/i.test(
      masked
    )
  )
    return make(first.text, 'anything')
  if (/^[\s\W]*◆+[\s—–:-]*has no (?:internal|local|workspace) (?:dependencies|imports)\W*$/i.test(masked))
    return make(first.text, 'anything')
  if (
    /^[\s\W]*◆+[\s—–:-]*(?:(?:may|must|can|should) )?(?:only (?:imports?|depends? on)|(?:imports?|depends? on) only|(?:imports?|depends? only on)|depends? only on)\s+(?:from )?◆+(?:(?:,| and|, and| or) ◆+)*\W*$/i.test(
      masked
    ) &&
    /only/i.test(masked)
  )
    return named.length > 1
      ? make(
          first.text,
          `anything but ${named
            .slice(1)
            .map(({text}) => text)
            .join(', ')}`
        )
      : []
  return []
}

/** The sentence with code spans and links as long as before but of one character, so that offsets stay. */
function maskCode({text, start, runs}: Sentence): string {
  let masked = text
  for (const run of namingRuns(runs)) {
    const [from, to] = [run.start - start, run.end - start]
    masked = masked.slice(0, from) + '◆'.repeat(to - from) + masked.slice(to)
  }
  return masked
}

/** The one named thing before the denial; a pronoun at the start stands for what leads the item or section. */
function subjectBefore(passage: Passage, sentence: Sentence, index: number): Run | undefined {
  const before = namingRuns(sentence.runs).filter(run => run.end - sentence.start <= index)
  const last = before.at(-1)
  const words = maskCode(sentence).slice(0, index)
  if (
    last &&
    isSide(last) &&
    before.length === 1 &&
    /^[\s\W]*(?:the\s+)?◆+(?:\s+(?:folder|package|module|file|layer|code))?[\s—–:,-]*$/i.test(words)
  )
    return last
  if (before.length > 0) return undefined
  if (!/^\W*(it|this|this (file|module|package|folder|layer|object|class|code)|they|and)?\s*$/i.test(words)) {
    // "It does no X and does not Y": the denial's subject is still the pronoun.
    if (!/^\W*(it|this (file|module|package|folder|layer))\b[^,;:]*\band\s*$/i.test(words)) return undefined
  }
  const lead = passage.leads.find(isSide)
  return lead ?? headingSubject(passage)
}

/** Where the clause ends that starts at `from`. */
function clauseAfter(masked: string, from: number): number {
  const found =
    /[.;:(—–]|,\s+(?!or\b|and ◆|nor\b|◆)|\b(but|so that|so|since|which|directly in|via|through|from within|rather than|instead)\b/.exec(
      masked.slice(from)
    )
  return found ? from + found.index : masked.length
}

/** What a clause forbids: every code span that can be imported or called, and capabilities in words. */
function objectsOf(text: string, runs: readonly Run[], offset: number): string[] {
  const named = namingRuns(runs)
    .filter(run => run.start >= offset)
    .filter(run => isSide(run) || /^(process|console|window|document)(\.\w+)?(\(\))?$/.test(run.text))
    .map(run => run.text)
  if (/\banything (else|other|except|but)\b/i.test(text)) return []
  const plain = text.replace(/`[^`]*`/g, '')
  const words = capabilities.filter(([pattern]) => pattern.test(plain)).map(([, name]) => name)
  if (named.length === 0 && /\b(output|write|log|print)\w* to the console\b|\bthe console\b/i.test(plain))
    words.push('console')
  return [...new Set([...named, ...words])]
}

function isSide({text}: {text: string}): boolean {
  return isPathLike(text) || isPackageName(text) || /^[A-Z]\w+$/.test(text)
}
