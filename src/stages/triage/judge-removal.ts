import {resolvePath} from '../../claims/resolve-path.ts'
import {type ClauseJudgement, judged} from './clause-judgement.ts'
import {type CodeHit, isWithin} from './code-hit.ts'
import type {Context} from './context.ts'
import {findPackage, findPath, findSnippet} from './find-other.ts'
import {findRegistered} from './find-registered.ts'
import {findUsed, hitsOf, isCode} from './find-symbol.ts'
import {code, evidenceOf, type Finding, plain} from './finding.ts'
import type {NamedObject} from './objects.ts'
import {clauseOf, type ParsedClause} from './parsed-clause.ts'
import {type ClausePlace, declarationsOf, isInPlace, isUnder, placeOf} from './place.ts'

const keywords = new Set(
  'any unknown never null undefined true false void this new let var const async await default TODO FIXME HACK XXX console'.split(
    ' '
  )
)

/** Done when each object is absent, from the named place or from everywhere; one that is left makes it unmet, and is counted. */
export function judgeRemoval(parsed: ParsedClause, context: Context): ClauseJudgement {
  const targets = parsed.objects.filter(({part}) => part === 'target')
  const place = placeOf(
    parsed.objects.filter(({part}) => part === 'place'),
    context
  )
  if (/^(?:only |exactly )?(?:one|a single)\b.*\bremains?\b/i.test(parsed.text))
    return judgeSingle(parsed, targets, place, context)
  return joinRemovals(
    parsed,
    targets.map(object => findLeft(object, parsed.text, place, context))
  )
}

/** New there and old gone is met; both there, or only the old, is unmet. */
export function judgeReplacement(parsed: ParsedClause, context: Context): ClauseJudgement {
  const place = placeOf(
    parsed.objects.filter(({part}) => part === 'place'),
    context
  )
  const left = [...parsed.objects, ...spokenOld(parsed.text)]
    .filter(({part}) => part === 'old')
    .map(object => findLeft(object, parsed.text, place, context))
  const added = parsed.objects
    .filter(({part}) => part === 'new')
    .map(object => findNew(object, parsed.text, place, context))
  const evidence = [...added, ...left].flatMap(finding => finding.evidence)
  const subjects = added.flatMap(finding => finding.subjects)
  const kept = left.find(({state}) => state === 'present')
  if (added.length === 0 && place.paths.length > 0 && kept)
    return judged(clauseOf(parsed, 'unmet'), kept.reason, {evidence, absent: true, behaviour: true})
  if (left.length === 0 || added.length === 0)
    return judged(clauseOf(parsed, 'unknown'), 'names only one side of a replacement', {evidence})
  const newThere = added.every(({state}) => state === 'present')
  const oldGone = left.every(({state}) => state === 'absent')
  const reason = [...added, ...left].map(finding => finding.reason).join(', ')
  if (newThere && oldGone)
    return judged(clauseOf(parsed, 'met'), reason, {
      evidence,
      subjects,
      discriminating: true,
      behaviour: true
    })
  if ([...left, ...added].some(({state}) => state === 'unclear'))
    return judged(clauseOf(parsed, 'unknown'), reason, {evidence})
  if (oldGone) return judged(clauseOf(parsed, 'contradicted'), reason, {evidence, stale: true, absent: true})
  return judged(clauseOf(parsed, 'unmet'), reason, {
    evidence,
    subjects,
    discriminating: newThere && added.some(finding => finding.discriminating),
    absent: !newThere
  })
}

/** What prose calls by a common name and code has one way to say. */
function spokenOld(text: string): NamedObject[] {
  return /\b(?:instead of|rather than|replaces?) (?:the |an? )?environment variables?\b/i.test(text)
    ? [{kind: 'snippet', text: 'process.env', part: 'old', code: false}]
    : []
}

/** `one X remains in Y`: a single declaration, and it stands there. */
function judgeSingle(
  parsed: ParsedClause,
  targets: readonly NamedObject[],
  place: ClausePlace,
  context: Context
): ClauseJudgement {
  const [object] = targets.filter(({kind}) => kind === 'symbol')
  const found = object ? declarationsOf(object.text, context).filter(isOwnDeclaration) : []
  if (!object || found.length === 0)
    return judged(clauseOf(parsed, 'unknown'), 'names nothing that can be counted')
  const evidence = found.slice(0, 3).map(hit => evidenceOf(hit, object.text))
  const reason = `${code(object.text)} is declared in ${count(found.length, 'place')}`
  if (found.length > 1) return judged(clauseOf(parsed, 'unmet'), reason, {evidence, absent: true})
  const placed = found.every(hit => isInPlace(hit, place))
  return judged(clauseOf(parsed, placed ? 'met' : 'unknown'), reason, {evidence, discriminating: placed})
}

function joinRemovals(parsed: ParsedClause, findings: readonly Finding[]): ClauseJudgement {
  const evidence = findings.flatMap(finding => finding.evidence)
  const left = findings.filter(({state}) => state === 'present')
  const gone = findings.filter(({state}) => state === 'absent')
  const reason = findings.map(finding => finding.reason).join(', ')
  if (findings.length === 0)
    return judged(clauseOf(parsed, 'unknown'), 'names nothing that can be looked for')
  if (left.length > 0)
    return judged(clauseOf(parsed, 'unmet'), reason, {
      evidence,
      discriminating: gone.length > 0,
      absent: gone.length === 0
    })
  if (gone.length < findings.length) return judged(clauseOf(parsed, 'unknown'), reason, {evidence})
  return judged(clauseOf(parsed, 'met'), reason, {evidence, discriminating: true})
}

/** What is left of something that should go: `absent` is what the clause asks for. */
function findLeft(object: NamedObject, clause: string, place: ClausePlace, context: Context): Finding {
  if (object.kind === 'path') return leftPath(object, context)
  if (object.kind === 'flag' || object.kind === 'command') return findRegistered(object, clause, context)
  if (object.kind === 'package') return leftPackage(object, clause, context)
  if (object.kind === 'snippet') return leftSnippet(object, place, context)
  if (object.kind === 'message') return {...findSnippet(object, place, context), state: 'unclear'}
  return leftSymbol(object, clause, place, context)
}

function leftPath(object: NamedObject, context: Context): Finding {
  // Written in full a path means that one file: a namesake in another folder is not what should go.
  const found = resolvePath(object.text, {doc: context.task.file}, context.world)
  if (found?.how === 'shortened' && object.text.includes('/'))
    return plain(object, 'absent', `${code(object.text)} does not exist`)
  const finding = findPath(object, context)
  return finding.state === 'stub' ? {...finding, state: 'present'} : finding
}

function leftSnippet(object: NamedObject, place: ClausePlace, context: Context): Finding {
  const places = context.index.placesOf(object.text).filter(({path}) => isUnder(path, place.paths))
  if (places.length === 0 && !/[(.[]/.test(object.text))
    return plain(object, 'unclear', `${code(object.text)} was not found as written`)
  const finding = findSnippet(object, place, context)
  if (places.length > 0)
    return {
      ...finding,
      state: 'present',
      reason: `${code(object.text)} is left in ${count(places.length, 'place')}`
    }
  return plain(
    object,
    'absent',
    `${code(object.text)} stands nowhere${place.named ? ' in the named place' : ''}`
  )
}

function leftPackage(object: NamedObject, clause: string, context: Context): Finding {
  const listed = findPackage(object, clause, context)
  const uses = context.world.facts.externals.filter(use => use.name === object.text)
  const outside = usesOutside(clause, uses, context)
  if (/\boutside\b/i.test(clause)) return counted(object, outside)
  if (listed.state !== 'absent') return {...listed, state: 'present'}
  return counted(object, uses)
}

/** `no X outside of Y`: uses in files that the clause names after "outside" do not count. */
function usesOutside<T extends {path?: string; from?: string}>(
  clause: string,
  uses: readonly T[],
  context: Context
): T[] {
  const allowed = /\boutside(?: of)?\s+(?:the\s+)?`?([\w@./-]+)/i.exec(clause)?.[1] ?? ''
  const path = allowed.includes('/')
    ? resolvePath(allowed, {doc: context.task.file}, context.world)?.path
    : undefined
  const sources = uses.filter(use => !context.index.isTest(use.path ?? use.from ?? ''))
  // `outside of the shared helper`: one module is left, and that is the helper.
  if (
    path === undefined &&
    /\boutside\b/i.test(clause) &&
    new Set(sources.map(use => use.path ?? use.from)).size === 1
  )
    return []
  return path === undefined ? [...uses] : uses.filter(use => !isUnder(use.path ?? use.from ?? '', [path]))
}

function counted(object: NamedObject, uses: readonly {from: string; line: number}[]): Finding {
  const evidence = uses
    .slice(0, 3)
    .map(({from, line}) => ({path: from, line, role: 'referenced' as const, object: object.text}))
  if (uses.length === 0) return plain(object, 'absent', `${code(object.text)} is imported nowhere`)
  return {
    ...plain(object, 'present', `${code(object.text)} is imported in ${count(uses.length, 'place')}`),
    evidence
  }
}

function leftSymbol(object: NamedObject, clause: string, place: ClausePlace, context: Context): Finding {
  if (keywords.has(object.text) || (/^[a-z]+$/.test(object.text) && !object.code))
    return plain(object, 'unclear', `${code(object.text)} is too general a word`)
  const lastPart = object.text.includes('.')
  const owned = lastPart ? declarationsOf(object.text, context) : []
  const hits = lastPart ? owned : hitsOf(object, context).filter(hit => isCode(hit) && isInPlace(hit, place))
  // A duplicate may still be used where it stood: only its declaration has to go.
  const duplicate = /\b(?:duplicat\w*|copy|copies|local|private|inline)\b/i.test(clause)
  const calls = /\b(?:calls?|callers?)\b/i.test(clause)
  const left = usesOutside(clause, hits, context).filter(
    hit => (!duplicate || isOwnDeclaration(hit)) && (!calls || hit.form === 'call')
  )
  if (left.length > 0)
    return plain(object, 'present', `${code(object.text)} is left in ${count(left.length, 'place')}`, left)
  if (lastPart) return plain(object, 'unclear', `${code(object.text)} is not declared`)
  const spoken = hitsOf(object, context).some(hit => hit.role === 'string' && isInPlace(hit, place))
  if (spoken && !duplicate)
    return plain(
      object,
      'unclear',
      `${code(object.text)} is left in strings`,
      hitsOf(object, context).filter(hit => hit.role === 'string')
    )
  if (/^[a-z]{1,5}$/.test(object.text))
    return plain(object, 'unclear', `${code(object.text)} is too general a word`)
  return plain(
    object,
    'absent',
    `${code(object.text)} stands nowhere${place.named ? ' in the named place' : ''}`
  )
}

function isOwnDeclaration({role, form}: CodeHit): boolean {
  return role === 'declared' && form !== 'key' && form !== 'parameter'
}

function findNew(object: NamedObject, clause: string, place: ClausePlace, context: Context): Finding {
  if (object.kind === 'path') return findPath(object, context)
  if (object.kind === 'flag' || object.kind === 'command') return findRegistered(object, clause, context)
  if (object.kind === 'package') return findPackage(object, clause, context)
  if (object.kind === 'snippet' || object.kind === 'message') return findSnippet(object, place, context)
  const declared = declarationsOf(object.text, context).filter(
    hit => isInPlace(hit, place) && !place.ranges.some(range => isWithin(range, hit))
  )
  if (declared[0])
    return {...plain(object, 'present', `${code(object.text)} is declared`, declared), discriminating: true}
  return findUsed(object, place, context)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}
