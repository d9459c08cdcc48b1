import type {DeclaredSymbol} from '../../facts/facts.ts'
import type {CodeHit} from './code-hit.ts'
import {isWithin} from './code-hit.ts'
import type {Context} from './context.ts'
import {code, evidenceOf, type Finding, plain} from './finding.ts'
import type {NamedObject} from './objects.ts'
import {type ClausePlace, declarationsOf, isInPlace} from './place.ts'
import {stubReason} from './stub.ts'

const strongForms: ReadonlySet<CodeHit['form']> = new Set(['function', 'class', 'type', 'member'])

/** Looks for a declaration of a name in the place. A use, a string or a comment is none. */
export function findDeclared(object: NamedObject, place: ClausePlace, context: Context): Finding {
  const all = declarationsOf(object.text, context)
  const here = all.filter(hit => isInPlace(hit, place) && !place.ranges.includes(hit))
  const [first] = here.filter(hit => !isPlaceholder(hit, object, place, all))
  if (first) return declared(object, first, here, place, context)
  const literal = literalInRange(object, place, context)
  if (literal)
    return {
      ...plain(object, 'present', `${code(object.text)} stands in ${rangeName(place)}`, [literal]),
      discriminating: true
    }
  if (all.length > 0 && place.named)
    return plain(object, 'elsewhere', `${code(object.text)} is declared, but not in the named place`, all)
  return notDeclared(object, context)
}

/** Looks for a use of a name in the place (a call, a read, a key, an export), declarations and imports aside. */
export function findUsed(object: NamedObject, place: ClausePlace, context: Context): Finding {
  const hits = hitsOf(object, context).filter(hit => !hit.test && isCode(hit))
  if (hits.length === 0) return notDeclared(object, context)
  const own = declarationsOf(object.text, context)
  const uses = hits.filter(
    hit =>
      hit.form !== 'import' &&
      !isOwnDeclaration(hit, own) &&
      (place.named ? isInPlace(hit, place) : !own.some(range => isWithin(hit, range)))
  )
  const [first] = uses
  if (!first)
    return plain(
      object,
      'unused',
      `nothing ${place.named ? 'in the named place ' : ''}uses ${code(object.text)}`,
      own
    )
  return {
    ...plain(object, 'present', `${code(object.text)} is used`, [first]),
    discriminating:
      place.missing.length === 0 &&
      (place.ranges.length > 0 || (!isPlainWord(object) && (place.named || own.length > 0))),
    subjects: symbolsAt(own, object.text, context)
  }
}

/** Every place of a name that is code, declared or used; members need their owner beside them or around them. */
export function hitsOf(object: NamedObject, {index}: Context): readonly CodeHit[] {
  const last = object.text.split('.').at(-1) ?? object.text
  return index.hitsOf(last)
}

export function isCode(hit: CodeHit): boolean {
  return hit.role === 'declared' || hit.role === 'registered' || hit.role === 'referenced'
}

/** The facts' symbols for declarations of a name. */
export function symbolsAt(hits: readonly CodeHit[], name: string, {world}: Context): DeclaredSymbol[] {
  const last = name.split('.').at(-1)
  return world.facts.symbols.filter(
    symbol =>
      symbol.name.split('.').at(-1) === last &&
      hits.some(hit => hit.path === symbol.path && hit.line >= symbol.startLine && hit.line <= symbol.endLine)
  )
}

function declared(
  object: NamedObject,
  first: CodeHit,
  here: readonly CodeHit[],
  place: ClausePlace,
  context: Context
): Finding {
  const stub = stubReason(first.node)
  const evidence = here.slice(0, 3).map(hit => evidenceOf(hit, object.text))
  const base = {object, evidence, subjects: symbolsAt([first], object.text, context)}
  if (stub)
    return {...base, state: 'stub', discriminating: false, reason: `${code(object.text)} is a stub (${stub})`}
  return {
    ...base,
    state: 'present',
    discriminating: shows(object, first, here, place, context),
    reason: `${code(object.text)} is declared`
  }
}

/**
 * Whether a declaration shows that the item was done. Without a named place a name that several files declare shows
 * nothing, nor does a local, a key or a parameter; a plain lower-case word must be rare too.
 */
function shows(
  object: NamedObject,
  first: CodeHit,
  here: readonly CodeHit[],
  place: ClausePlace,
  {index}: Context
): boolean {
  if (place.missing.length > 0) return false
  if (place.ranges.length > 0) return true
  if (!place.named && new Set(here.map(hit => hit.path)).size > 1) return false
  const strong =
    here.some(hit => strongForms.has(hit.form)) || (first.form === 'variable' && !isPlainWord(object))
  if (!strong) return false
  if (!isPlainWord(object)) return true
  const rare = Math.max(3, Math.ceil(index.sourceModules / 20))
  return object.code && index.frequencyOf(object.text) <= rare
}

/** `scope`, `priority`: a word that code holds for many reasons. */
export function isPlainWord(object: NamedObject): boolean {
  return /^[a-z]+$/.test(object.text)
}

/** In an enumeration or a union a member is a string; it counts only inside of the symbol that is named as the place. */
function literalInRange(object: NamedObject, place: ClausePlace, context: Context): CodeHit | undefined {
  if (place.ranges.length === 0) return undefined
  return hitsOf(object, context).find(
    hit => !hit.test && hit.form === 'literal' && place.ranges.some(range => isWithin(hit, range))
  )
}

function rangeName(place: ClausePlace): string {
  return place.ranges[0] ? code(`${place.ranges[0].path}`) : 'the named place'
}

function isPlaceholder(
  hit: CodeHit,
  object: NamedObject,
  place: ClausePlace,
  all: readonly CodeHit[]
): boolean {
  return hit.form === 'parameter' && place.ranges.length === 0 && all.length > 1 && !object.code
}

function isOwnDeclaration(hit: CodeHit, own: readonly CodeHit[]): boolean {
  return hit.role === 'declared' && hit.form !== 'key' && own.includes(hit)
}

function notDeclared(object: NamedObject, context: Context): Finding {
  const hits = hitsOf(object, context)
  if (hits.length === 0)
    return context.vocabulary.resembles(object.text)
      ? plain(object, 'unclear', `only a differently spelled ${code(object.text)} exists`)
      : plain(object, 'absent', `${code(object.text)} stands nowhere`)
  const inCode = hits.filter(hit => isCode(hit) && !hit.test)
  if (inCode.length > 0)
    return plain(object, 'unclear', `${code(object.text)} is used, but declared nowhere`, inCode)
  if (hits.every(hit => hit.role === 'commented'))
    return plain(object, 'absent', `${code(object.text)} stands only in comments`, hits)
  return plain(object, 'unclear', `${code(object.text)} stands only in strings and tests`, hits)
}
