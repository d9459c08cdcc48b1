import {resolvePath} from '../../claims/resolve-path.ts'
import {type CodeHit, isWithin} from './code-hit.ts'
import type {Context} from './context.ts'
import {code, type Finding, plain} from './finding.ts'
import type {NamedObject} from './objects.ts'
import {type ClausePlace, isUnder} from './place.ts'

/** A ticked item whose file somebody took out later was no false report. */
function whyAbsent(path: string, {world}: Context): string {
  const commit = world.history?.removed.get(path.replace(/^\.\//, ''))
  return commit === undefined ? 'does not exist' : `was removed in ${commit.slice(0, 7)}`
}

/** Where a file that was there once lies now, over any number of renames. */
function moved(path: string, {world}: Context): {kind: 'file'; path: string} | undefined {
  const seen = new Set<string>()
  let current = path.replace(/^\.\//, '')
  for (let next = current; !seen.has(next); next = world.history?.renames.get(next) ?? next) {
    seen.add(next)
    current = next
  }
  return seen.size > 1 && world.repo.has(current) ? {kind: 'file', path: current} : undefined
}

/** Looks for a file or folder that should be made. A module without a single declaration is a stub. */
export function findPath(object: NamedObject, context: Context): Finding {
  const found =
    resolvePath(object.text, {doc: context.task.file}, context.world) ?? moved(object.text, context)
  if (!found) return plain(object, 'absent', `${code(object.text)} ${whyAbsent(object.text, context)}`)
  if (found.kind !== 'file' && found.kind !== 'folder')
    return plain(object, 'unclear', `${code(object.text)} is ${found.kind}`)
  const hit = existing(found.path)
  const module = context.world.facts.module(found.path)
  const symbols = context.world.facts.symbols.filter(
    symbol => symbol.path === found.path && !symbol.name.includes('.')
  )
  if (
    module &&
    symbols.length === 0 &&
    module.exports.length === 0 &&
    module.role === 'source' &&
    module.lines < 5
  )
    return plain(object, 'stub', `${code(found.path)} declares nothing`, [hit])
  const subjects = symbols.filter(symbol => symbol.callable && symbol.exportedAs.length > 0)
  return {
    ...plain(object, 'present', `${code(found.path)} exists`, [hit]),
    discriminating: found.kind === 'file',
    subjects
  }
}

/** Looks for a code snippet or a quoted message in the code of source modules. */
export function findSnippet(object: NamedObject, place: ClausePlace, context: Context): Finding {
  const all = context.index.placesOf(object.text)
  const here = all.filter(({path}) => isUnder(path, place.paths))
  const [first] = here
  const words = object.text.match(/[A-Za-z_$][\w$]*/g) ?? []
  if (first) {
    const rare = here.length <= 2 && (object.text.match(/[\w$]+|[^\s\w$]/g) ?? []).length >= 4
    return {
      ...plain(object, 'present', `${code(object.text)} stands in the code`, here.map(toHit)),
      discriminating: rare
    }
  }
  if (all.length > 0)
    return plain(object, 'elsewhere', `${code(object.text)} stands only elsewhere`, all.map(toHit))
  const outside = words.find(word => /[a-z][A-Z]|_|[a-z]{8,}/.test(word) && isOutside(word, place, context))
  if (outside && object.kind === 'snippet')
    return plain(object, 'absent', `${code(outside)} does not stand in the named place`)
  const missing = words.filter(word => /[A-Z_$]|.{6,}/.test(word) && context.index.hitsOf(word).length === 0)
  return missing[0] && object.kind === 'snippet' && !/[…<]|\.\.\./.test(object.text)
    ? plain(object, 'absent', `${code(object.text)} stands nowhere, nor does ${code(missing[0])}`)
    : plain(object, 'unclear', `${code(object.text)} was not found as written`)
}

/** Whether a name stands nowhere inside of the declarations that a clause names as its place. */
function isOutside(word: string, {ranges}: ClausePlace, {index}: Context): boolean {
  return ranges.length > 0 && !index.hitsOf(word).some(hit => ranges.some(range => isWithin(hit, range)))
}

/** Looks for a dependency in the manifests; a version that the clause names must be reached. */
export function findPackage(object: NamedObject, clause: string, {world}: Context): Finding {
  const fields = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'] as const
  for (const {manifest, manifestPath} of world.facts.layout.packages)
    for (const field of fields) {
      const range = (manifest[field] as Record<string, unknown> | undefined)?.[object.text]
      if (typeof range !== 'string') continue
      const line = lineOf(world.repo.read(manifestPath) ?? '', `"${object.text}"`)
      const hit: CodeHit = {...existing(manifestPath), line, role: 'declared'}
      return packageFinding(object, clause, range, hit)
    }
  return plain(object, 'absent', `no manifest lists ${code(object.text)}`)
}

function packageFinding(object: NamedObject, clause: string, range: string, hit: CodeHit): Finding {
  const wanted = /\bv?(\d+\.\d+(?:\.\d+)?)\b/.exec(clause.replace(object.text, ''))?.[1]
  const base = plain(object, 'present', `${code(object.text)} is listed with ${code(range)}`, [hit])
  if (wanted === undefined) return {...base, discriminating: true}
  const held = /(\d+\.\d+(?:\.\d+)?)/.exec(range)?.[1]
  if (held === undefined) return {...base, state: 'unclear'}
  return isAtLeast(held, wanted)
    ? {...base, discriminating: true}
    : {
        ...base,
        state: 'unused',
        reason: `${code(object.text)} is listed with ${code(range)}, below ${wanted}`
      }
}

function isAtLeast(held: string, wanted: string): boolean {
  const left = held.split('.').map(Number)
  for (const [index, part] of wanted.split('.').map(Number).entries())
    if ((left[index] ?? 0) !== part) return (left[index] ?? 0) > part
  return true
}

function existing(path: string): CodeHit {
  return {path, line: 1, role: 'exists', form: 'text', test: false, start: 0, end: 0}
}

function toHit({path, line}: {path: string; line: number}): CodeHit {
  return {path, line, role: 'declared', form: 'text', test: false, start: 0, end: 0}
}

function lineOf(text: string, needle: string): number {
  const offset = text.indexOf(needle)
  return offset < 0 ? 1 : text.slice(0, offset).split('\n').length
}
