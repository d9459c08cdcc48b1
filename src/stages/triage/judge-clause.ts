import {type ClauseJudgement, judged} from './clause-judgement.ts'
import type {Context} from './context.ts'
import {findPackage, findPath, findSnippet} from './find-other.ts'
import {findRegistered} from './find-registered.ts'
import {findDeclared, findUsed} from './find-symbol.ts'
import {code, type Finding} from './finding.ts'
import {judgePremise} from './judge-premise.ts'
import {judgeRemoval, judgeReplacement} from './judge-removal.ts'
import type {NamedObject} from './objects.ts'
import {clauseOf, type ParsedClause} from './parsed-clause.ts'
import {type ClausePlace, placeOf} from './place.ts'
import {judgeTestClause} from './reach/judge-test.ts'
import {imperative, isLink, isPreserving, presumesObject} from './verbs.ts'

const nowhere: ClausePlace = {paths: [], ranges: [], missing: [], named: false}

/** Whether a clause says that something is not, or no longer, so: presence and absence then show nothing. */
const negated = /\b(?:not|never|no longer|without|n't|neither|nor|unless|except|avoid|prevent|stop)\b/i
const useBefore =
  /\b(?:use|call|return|throw|emit|import|accept|read|invoke|pass|export|take|have|hold|include|expose)s?\s+(?:the\s+|a\s+|an\s+|its\s+)?$/i

/** Judges one clause by the rule of its verb class. */
export function judgeClause(parsed: ParsedClause, context: Context): ClauseJudgement {
  if (parsed.verb === 'process')
    return judged(clauseOf(parsed, 'not-checkable'), 'a step to carry out, not code')
  if (
    parsed.objects.some(isDocument) &&
    parsed.objects.every(object => isDocument(object) || object.part !== 'target')
  )
    return judged(clauseOf(parsed, 'not-checkable'), 'about a document')
  const anchored = parsed.objects.some(object => object.line !== undefined) && !imperative.test(parsed.text)
  if (anchored) return judgePremise(parsed, context) ?? judgeBehaviour(parsed, context)
  if (parsed.verb === 'test') return judgeTestClause(parsed, context)
  if (parsed.verb === 'remove') return judgeRemoval(parsed, context)
  if (parsed.verb === 'replace') return judgeReplacement(parsed, context)
  const premise = judgePremise(parsed, context)
  if (premise) return premise
  if (parsed.verb === 'create') return judgeCreation(parsed, context)
  return parsed.verb === 'change' ? judgeChange(parsed, context) : judgeBehaviour(parsed, context)
}

/** The findings of a clause, joined: one that is missing makes it unmet, one that is unclear makes it unknown. */
export function combine(parsed: ParsedClause, findings: readonly Finding[]): ClauseJudgement {
  const parts = {
    evidence: findings.flatMap(finding => finding.evidence),
    subjects: findings.flatMap(finding => finding.subjects),
    commands: findings.flatMap(finding => (finding.command ? [finding.command] : [])),
    behaviour: true
  }
  const bad = findings.filter(({state}) => state === 'absent' || state === 'stub' || state === 'unused')
  const unclear = findings.find(({state}) => state === 'unclear' || state === 'elsewhere')
  const present = findings.filter(({state}) => state === 'present')
  const partly = present.some(({discriminating}) => discriminating)
  const [first] = bad
  if (first)
    return judged(clauseOf(parsed, 'unmet'), first.reason, {
      ...parts,
      absent: first.state === 'absent' && !partly && !unclear,
      discriminating: partly || first.state === 'stub'
    })
  if (unclear) return judged(clauseOf(parsed, 'unknown'), unclear.reason, parts)
  if (present.length === 0)
    return judged(clauseOf(parsed, 'unknown'), 'names nothing that can be looked for', {
      ...parts,
      behaviour: false
    })
  if (!partly)
    return judged(
      clauseOf(parsed, 'unknown'),
      `${present[0]?.reason ?? ''}, which shows nothing by itself`,
      parts
    )
  return judged(clauseOf(parsed, 'met'), present.map(({reason}) => reason).join(', '), {
    ...parts,
    discriminating: true
  })
}

function judgeCreation(parsed: ParsedClause, context: Context): ClauseJudgement {
  const targets = parsed.objects.filter(({part}) => part === 'target')
  const places = parsed.objects.filter(({part}) => part === 'place')
  const place = placeOf(places, context)
  const link = isLink(parsed.text)
  const found = targets.map(object => find(object, parsed, place, link, context))
  if (negated.test(parsed.text) && !isMissingFirst(found, parsed.text))
    return unknown(parsed, 'says what must not happen')
  const findings = found.map(finding =>
    isBesideIts(finding, place) ? {...finding, state: 'absent' as const} : finding
  )
  const missingPlace = place.missing.find(object => object.kind === 'path')
  if (missingPlace && findings.every(({state}) => state === 'absent'))
    return judged(clauseOf(parsed, 'unmet'), `${code(missingPlace.text)} does not exist`, {
      absent: true,
      behaviour: true
    })
  return combine(parsed, findings)
}

/** What a clause asks for before it says what must not happen. */
function isMissingFirst([first]: readonly Finding[], text: string): boolean {
  if (first?.state !== 'absent' || !isDistinct(first.object)) return false
  return !negated.test(text.slice(0, text.indexOf(first.object.text)))
}

/** Named inside of a declaration, and found only in other files. */
function isBesideIts({state, evidence}: Finding, {ranges}: ClausePlace): boolean {
  return (
    state === 'elsewhere' &&
    ranges.length > 0 &&
    !evidence.some(({path}) => ranges.some(range => range.path === path))
  )
}

/** The new thing must stand in the old place; that the old place exists shows nothing. */
function judgeChange(parsed: ParsedClause, context: Context): ClauseJudgement {
  const places = parsed.objects.filter(({part}) => part === 'place')
  const targets = parsed.objects.filter(({part}) => part === 'target')
  const place = placeOf(places, context)
  const bumped = parsed.objects.filter(({kind}) => kind === 'package')
  if (bumped.length > 0 && /\d+\.\d+/.test(parsed.text))
    return combine(
      parsed,
      bumped.map(object => findPackage(object, parsed.text, context))
    )
  const gone = place.missing.find(object => isGone(object, context))
  if (gone && presumesObject(parsed.text))
    return judged(clauseOf(parsed, 'contradicted'), `${code(gone.text)} is gone`, {stale: true, absent: true})
  if (negated.test(parsed.text) || targets.length === 0)
    return unknown(parsed, 'the place to change exists, which shows nothing')
  const findings = targets.map(object => {
    const found = find(object, parsed, place, true, context)
    const declared = found.evidence.some(({role}) => role === 'declared' || role === 'registered')
    return declared || saysUse(parsed.text, object) ? found : {...found, discriminating: false}
  })
  return combine(parsed, findings)
}

/** A statement of behaviour: what it names may have been there before, so only a missing name decides. */
function judgeBehaviour(parsed: ParsedClause, context: Context): ClauseJudgement {
  if (negated.test(parsed.text) && !isPreserving(parsed.text))
    return unknown(parsed, 'says what must not happen')
  const findings = parsed.objects
    .filter(object => object.line === undefined && isDistinct(object))
    .map(object => find(object, parsed, nowhere, false, context))
  const missing = findings.find(({state}) => state === 'absent')
  const kept = isPreserving(parsed.text) ? findings.find(isThere) : undefined
  const parts = {
    evidence: findings.flatMap(({evidence}) => evidence),
    subjects: findings.flatMap(({subjects}) => subjects),
    commands: findings.flatMap(({command}) => (command ? [command] : [])),
    behaviour: true
  }
  if (missing)
    return judged(clauseOf(parsed, 'unmet'), missing.reason, {
      ...parts,
      absent: findings.every(({state}) => state === 'absent' || state === 'unclear')
    })
  if (kept)
    return judged(clauseOf(parsed, 'met'), `${kept.reason}, as it was before`, {
      ...parts,
      discriminating: true
    })
  return judged(
    clauseOf(parsed, 'unknown'),
    findings[0]
      ? `${findings[0].reason}, but the behaviour cannot be read off the code`
      : 'names nothing that can be looked for',
    parts
  )
}

function isThere({state, evidence}: Finding): boolean {
  return state === 'present' && evidence.some(({role}) => role === 'declared' || role === 'registered')
}

function find(
  object: NamedObject,
  parsed: ParsedClause,
  place: ClausePlace,
  link: boolean,
  context: Context
): Finding {
  if (object.kind === 'path') return findPath(object, context)
  if (object.kind === 'flag' || object.kind === 'command') return findRegistered(object, parsed.text, context)
  if (object.kind === 'package') return findPackage(object, parsed.text, context)
  if (object.kind === 'snippet' || object.kind === 'message') return findSnippet(object, place, context)
  return link ? preferDeclared(object, place, context) : findDeclared(object, place, context)
}

/** A use in the place, or a declaration inside of it: a parameter, a field, a case. */
function preferDeclared(object: NamedObject, place: ClausePlace, context: Context): Finding {
  const declared = findDeclared(object, place, context)
  if (place.ranges.length > 0 && declared.state === 'present') return declared
  return findUsed(object, place, context)
}

/** A name that can mean one thing only; its absence says that the statement does not hold. */
function isDistinct({kind, text, code: inCode}: NamedObject): boolean {
  if (kind === 'symbol') return inCode || /[a-z][A-Z]|_/.test(text)
  return kind === 'flag' || kind === 'command' || (kind === 'path' && text.includes('/'))
}

function saysUse(text: string, object: NamedObject): boolean {
  const offset = text.indexOf(object.text)
  return useBefore.test(text.slice(0, Math.max(0, offset)).replace(/`$/, ''))
}

function isGone(object: NamedObject, {world, index, vocabulary}: Context): boolean {
  if (object.kind === 'path') return world.history?.removed.has(object.text) ?? false
  const last = object.text.split('.').at(-1) ?? object.text
  return object.code && index.hitsOf(last).length === 0 && !vocabulary.resembles(object.text)
}

function isDocument({kind, text}: NamedObject): boolean {
  return kind === 'path' && /\.(?:md|mdx|txt)$/i.test(text)
}

function unknown(parsed: ParsedClause, reason: string): ClauseJudgement {
  return judged(clauseOf(parsed, 'unknown'), reason, {behaviour: true})
}
