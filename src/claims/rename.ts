import type {JudgedClaim} from './claim.ts'
import {joinPath, parentOf} from './join-path.ts'
import {isFileName} from './path-like.ts'
import {readPathText} from './path-text.ts'
import type {World} from './world.ts'

/** A name in a document that has another one now: `written`, or the part of it that is a path, becomes `current`. */
export interface Rename {
  /** The whole name as the claim has it: its subject, or the home of a symbol. */
  readonly written: string
  readonly current: string
}

/** Endings that say what a file is for, not what it is about. */
const purpose = /\.(?:config|d|test|spec|setup|stories|module|types?)$/i

/**
 * What a refuted claim's name is now, when only one thing can be meant: a file that git saw renamed, the one file of that
 * name, or the one place that declares a symbol. It must be what the claim suggests, too. Undefined for all else: for
 * folders, for entries of trees and lists (their text is a part of the path), and for what git saw removed.
 */
export function renameOf(claim: JudgedClaim, world: World): Rename | undefined {
  const {kind, verdict, suggestion, certainty} = claim
  if (verdict !== 'refuted' || claim.generated || claim.symbol !== undefined) return undefined
  if (suggestion === undefined || !world.repo.has(suggestion)) return undefined
  if (kind === 'symbol')
    return claim.object === undefined ? undefined : ofSymbol(claim.object, claim, suggestion)
  if (certainty === 'layout' || claim.reason !== 'no such file') return undefined
  if (kind === 'path') return ofPath(claim, suggestion, world)
  return kind === 'link' ? ofLink(claim, suggestion, world) : undefined
}

/** The claim suggests a file only where the name is declared once. */
function ofSymbol(home: string, {doc}: JudgedClaim, target: string): Rename | undefined {
  const {path} = readPathText(home)
  return isFileName(path) && home.includes(path)
    ? replaced(home, path, restyle(home, target, doc))
    : undefined
}

function ofPath({subject, doc}: JudgedClaim, target: string, world: World): Rename | undefined {
  const {path} = readPathText(subject)
  const wanted = [path.replace(/^(?:\.\.?\/)+|^\//g, ''), joinPath(parentOf(doc), path)]
  if (!isFileName(path) || !subject.includes(path) || !isMeant(wanted, target, world)) return undefined
  return replaced(subject, path, restyle(subject, target, doc))
}

/** A link counts from its document; one to a page of a forge, from the root behind the branch. */
function ofLink({subject, doc}: JudgedClaim, target: string, world: World): Rename | undefined {
  const forge = /^https?:\/\/github\.com\/[^/]+\/[^/]+\/(?:tree|blob)\/[^/]+\//.exec(subject)?.[0]
  const raw = subject.slice(forge?.length ?? 0).replace(/[?#].*$/, '')
  const {path} = readPathText(raw)
  const wanted = forge === undefined ? joinPath(parentOf(doc), path) : path
  if (raw === '' || raw.startsWith('/') || !isPlain(target) || !isMeant([wanted], target, world))
    return undefined
  const current = forge === undefined ? withDot(raw, relativeTo(parentOf(doc), target)) : target
  return replaced(subject, raw, current)
}

/** Whether git saw one of these renamed to the target, or the target is the only file of that name and none was removed. */
function isMeant(wanted: readonly (string | undefined)[], target: string, world: World): boolean {
  const paths = wanted.filter(path => path !== undefined)
  const {history} = world
  if (paths.some(path => history?.renames.get(path) === target)) return true
  if (paths.some(path => history?.removed.has(path))) return false
  const name = nameOf(target)
  return (
    isDistinct(name) && paths.some(path => nameOf(path) === name) && world.paths.endingWith(name).length === 1
  )
}

/**
 * Whether a file's name has several parts, `lock-file.ts`. A single word (`index`, `init`, `types`) names files of many folders
 * by convention: the only one that is there need not be the one that was meant.
 */
function isDistinct(name: string): boolean {
  const stem = name.replace(/\.[^.]+$/, '').replace(purpose, '')
  return stem.length >= 5 && /[a-z\d][A-Z]|[A-Za-z\d][-_.][A-Za-z\d]/.test(stem)
}

/** The target as the old name was written: from the document's folder when that one climbed or began with a dot. */
function restyle(written: string, target: string, doc: string): string {
  const start = /^[^\w./@]*(\.\.?\/)/.exec(written)?.[1]
  return start === undefined ? target : relativeTo(parentOf(doc), target)
}

function withDot(written: string, path: string): string {
  return written.startsWith('./') && !path.startsWith('../') ? `./${path}` : path
}

function replaced(written: string, part: string, current: string): Rename | undefined {
  const at = written.indexOf(part)
  const result = `${written.slice(0, at)}${current}${written.slice(at + part.length)}`
  return at < 0 || result === written ? undefined : {written, current: result}
}

function relativeTo(folder: string, path: string): string {
  const from = folder === '' ? [] : folder.split('/')
  const to = path.split('/')
  const common = from.findIndex((part, index) => part !== to[index])
  const shared = common < 0 ? from.length : common
  return [...from.slice(shared).map(() => '..'), ...to.slice(shared)].join('/')
}

/** No sign that a link's target would have to escape. */
function isPlain(path: string): boolean {
  return /^[\w./@+~-]+$/.test(path)
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
