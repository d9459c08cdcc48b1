import type {Claim, Judgement} from '../claim.ts'
import {joinPath, parentOf} from '../join-path.ts'
import {nearestPath} from '../nearest-path.ts'
import {isFileName} from '../path-like.ts'
import {readPathText} from '../path-text.ts'
import {type ResolvedPath, resolvePath, resolvePlaces} from '../resolve-path.ts'
import {resolveSymbol} from '../resolve-symbol.ts'
import type {World} from '../world.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Whether the file or folder is there, and long enough for the line that is named. */
export function judgePath(claim: Claim, world: World): Judgement {
  const found = resolvePath(claim.subject, claim, world)
  return found ? judgeFound(found, world) : judgeMissing(claim, world)
}

/** A path that resolved: its line and its symbol must be there too. */
export function judgeFound(found: ResolvedPath, world: World): Judgement {
  const {kind, path, how, lines, fragment} = found
  if (kind === 'ambiguous')
    return unverifiable(
      'several files',
      (found.candidates ?? []).filter(file => world.repo.has(file)).map(atTop)
    )
  if (kind === 'generated' || kind === 'outside' || kind === 'submodule') return unverifiable(kind)
  if (kind !== 'file') return verified(how)
  const length = lines ? lineCount(path, world) : undefined
  if (lines && length !== undefined && lines.last > length)
    return refuted('no such line', [{path, line: length}])
  if (fragment && /^[A-Za-z_$][\w$.]*$/.test(fragment) && world.facts.module(path)) {
    const symbol = resolveSymbol(fragment, world, path)
    if (!symbol?.inPlace) return unverifiable('no such symbol in file', [atTop(path)])
  }
  return verified(how, [{path, line: lines?.first ?? 1}])
}

function judgeMissing(claim: Claim, world: World): Judgement {
  const suggestion = nearestPath(claim.subject, world)
  if (claim.certainty === 'layout')
    return {...unverifiable('not found by layout'), ...(suggestion ? {suggestion} : {})}
  const {path} = readPathText(claim.subject)
  const gone = goneFrom(path, world)
  if (gone) return refuted('no such file', [], suggestion)
  if (isAnyones(path, claim)) return unverifiable('unknown folder')
  if (isKnownGround(path, claim, world))
    return refuted(isFileName(path) ? 'no such file' : 'no such folder', [], suggestion)
  // A file of that name in a folder of that name: the text means that one and gives it a wrong home.
  const tail = path.split('/').slice(-2).join('/')
  const moved = isFileName(path) && path.split('/').length > 2 ? world.paths.endingWith(tail) : []
  if (moved.length === 1) return refuted('no such file', [], moved[0])
  if (claim.certainty === undefined && /\/.*\.mdx?$/i.test(path))
    return refuted('no such file', [], suggestion)
  return unverifiable('unknown folder')
}

/** Settings folders of tools, pattern segments and files of one letter in passing: the text may speak of any repository. */
function isAnyones(path: string, {certainty}: Claim): boolean {
  if (/^\.github\//.test(path)) return certainty !== undefined
  if (certainty !== undefined && /\/[a-z]\.\w+$/.test(path)) return true
  return /\[/.test(path) || (/^\.\w/.test(path) && !path.startsWith('./'))
}

/** Whether git says that the path once was there. */
function goneFrom(path: string, world: World): boolean {
  return world.history !== undefined && (world.history.renames.has(path) || world.history.removed.has(path))
}

/**
 * Whether enough of the path exists for the rest to be missing: for a file name its first folder, else all but the last
 * part, or at least two folders.
 */
function isKnownGround(path: string, claim: Claim, world: World): boolean {
  if (path.startsWith('/') || !path.includes('/')) return false
  const bases = ['', parentOf(claim.doc), ...resolvePlaces(claim, world)]
  return bases.some(base => {
    const joined = joinPath(base, path)
    if (joined === undefined) return false
    const depth = knownDepth(base, joined, world)
    const total = joined.split('/').length - (base === '' ? 0 : base.split('/').length)
    // Below another folder than the root, one name alone may be met by chance: `docs/` beside a document.
    // A guide for users names files of theirs.
    if (isFileName(path)) return depth >= (isUserGuide(claim.doc) ? Math.min(2, total - 1) : 1)
    // Two words alone are often an example.
    if (total === 2) return depth === 1 && claim.certainty === undefined
    return depth >= 1 && (depth === total - 1 || depth >= 2)
  })
}

function isUserGuide(doc: string): boolean {
  return /(^|\/)(docs?|documentation|website|site|content|guides?)\//i.test(doc)
}

/** How many leading folders of `path`, counted below `base`, exist. */
function knownDepth(base: string, path: string, world: World): number {
  const skip = base === '' ? 0 : base.split('/').length
  const segments = path.split('/')
  let depth = 0
  for (let length = skip + 1; length < segments.length; length++) {
    if (!world.repo.hasFolder(segments.slice(0, length).join('/'))) break
    depth++
  }
  return depth
}

export function lineCount(path: string, world: World): number | undefined {
  const known = world.facts.module(path)?.lines
  if (known !== undefined) return known
  const text = world.repo.read(path)
  return text === undefined ? undefined : text.replace(/\r?\n$/, '').split('\n').length
}

function atTop(path: string) {
  return {path, line: 1}
}
