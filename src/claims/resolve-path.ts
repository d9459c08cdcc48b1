import {aliasTargets} from './aliases.ts'
import type {Absence} from './ignored.ts'
import {joinPath, parentOf} from './join-path.ts'
import {type PathText, readPathText} from './path-text.ts'
import type {World} from './world.ts'

/** Where a written path stands. */
export interface PathContext {
  /** The document's root-relative path: its folder is tried after the root. */
  readonly doc: string
  /** Folders that headings, list parents or tree blocks name, nearest first, as written. */
  readonly places?: readonly string[]
}

/**
 * What a written path turned out to be.
 *
 * `file`, `folder` and `package` exist, `package` being a workspace's folder. `external` is a package of a registry or a
 * Node.js built-in. `ambiguous`: several paths end so, see `candidates`. `generated`: git ignores it or a build makes it.
 * `outside`: it climbs out of the repository.
 */
export type PathKind = 'file' | 'folder' | 'package' | 'external' | 'ambiguous' | 'outside' | Absence

export interface ResolvedPath {
  readonly kind: PathKind
  /** Root-relative, `''` for the root; the package name for `external`; as written for the last three kinds. */
  readonly path: string
  /** Which step of the ladder found it. */
  readonly how:
    | 'exists'
    | 'beside document'
    | 'in place'
    | 'package'
    | 'alias'
    | 'source of'
    | 'below root name'
    | 'shortened'
    | 'ignored'
    | 'outside'
  /** The line anchor that was written with it. */
  readonly lines?: {readonly first: number; readonly last: number}
  /** The heading or symbol that was written after `#`. */
  readonly fragment?: string
  /** For `ambiguous`: every path that fits, sorted. */
  readonly candidates?: readonly string[]
}

type Found = Pick<ResolvedPath, 'kind' | 'path' | 'how' | 'candidates'>
type Step = (text: PathText, context: PathContext, world: World) => Found | undefined

/** The ladder: the first step that finds something decides. */
const steps: readonly Step[] = [
  asWritten,
  besideDocument,
  inPlace,
  asPackage,
  asAlias,
  afterAt,
  asSource,
  belowRootName,
  bySuffix,
  asIgnored
]

/** Finds what a written path names; undefined when nothing fits. */
export function resolvePath(text: string, context: PathContext, world: World): ResolvedPath | undefined {
  const written = readPathText(text)
  if (written.path === '' && !written.folder && written.fragment === undefined && text.trim() !== '.')
    return undefined
  for (const step of steps) {
    const found = step(written, context, world)
    if (!found) continue
    const {lines, fragment} = written
    return {...found, ...(lines ? {lines} : {}), ...(fragment ? {fragment} : {})}
  }
  return undefined
}

/** The places as root-relative folders, nearest first; what does not resolve is left out. */
export function resolvePlaces(context: PathContext, world: World): string[] {
  const folders: string[] = []
  for (const place of [...(context.places ?? [])].reverse()) {
    const found = findExisting(place, context.doc, folders, world)
    if (found) folders.unshift(found.kind === 'file' ? parentOf(found.path) : found.path)
  }
  return [...new Set(folders)]
}

function findExisting(
  text: string,
  doc: string,
  folders: readonly string[],
  world: World
): Found | undefined {
  const written = readPathText(text)
  for (const folder of folders) {
    const found = at(joinPath(folder, written.path), 'in place', world)
    if (found) return found
  }
  for (const step of [asWritten, besideDocument, asPackage, belowRootName, bySuffix]) {
    const found = step(written, {doc}, world)
    if (found && (found.kind === 'file' || found.kind === 'folder' || found.kind === 'package')) return found
  }
  return undefined
}

/** The file or folder at exactly this path. */
function at(path: string | undefined, how: Found['how'], world: World): Found | undefined {
  if (path === undefined) return undefined
  if (world.repo.has(path)) return {kind: 'file', path, how}
  return world.repo.hasFolder(path) ? {kind: 'folder', path, how} : undefined
}

function asWritten({path}: PathText, _: PathContext, world: World): Found | undefined {
  return at(joinPath('', path), 'exists', world)
}

function besideDocument({path}: PathText, {doc}: PathContext, world: World): Found | undefined {
  if (path.startsWith('/')) return undefined
  const joined = joinPath(parentOf(doc), path)
  if (joined !== undefined) return at(joined, 'beside document', world)
  return {kind: 'outside', path, how: 'outside'}
}

function inPlace({path}: PathText, context: PathContext, world: World): Found | undefined {
  for (const folder of resolvePlaces(context, world)) {
    const found = at(joinPath(folder, path), 'in place', world)
    if (found) return found
  }
  return undefined
}

function asPackage({path}: PathText, _: PathContext, world: World): Found | undefined {
  for (const {name, path: folder} of world.facts.layout.packages) {
    if (name === undefined) continue
    if (path === name) return {kind: 'package', path: folder, how: 'package'}
    if (!path.startsWith(`${name}/`)) continue
    const subpath = path.slice(name.length + 1)
    const found = subpathOf(folder, subpath, world)
    if (found) return found
  }
  return undefined
}

/** A subpath of a package: listed in its `exports`, or a file below its folder or its `src`. */
function subpathOf(folder: string, subpath: string, world: World): Found | undefined {
  const manifest = world.facts.layout.packages.find(({path}) => path === folder)?.manifest
  const exported = manifest?.exports
  if (typeof exported === 'object' && exported !== null && `./${subpath}` in exported)
    return {kind: 'package', path: folder, how: 'package'}
  for (const base of [folder, joinPath(folder, 'src')]) {
    const found = withSourceExtension(joinPath(base ?? '', subpath), 'package', world)
    if (found) return found
  }
  return undefined
}

function asAlias({path}: PathText, _: PathContext, world: World): Found | undefined {
  for (const target of aliasTargets(path, world.aliases)) {
    const found = withSourceExtension(target, 'alias', world)
    if (found) return found
  }
  return undefined
}

/** `@docs/a.md` and `@/docs/a.md`, as files for coding agents name paths from the root. */
function afterAt({path}: PathText, _: PathContext, world: World): Found | undefined {
  return path.startsWith('@') ? at(joinPath('', path.slice(1)), 'exists', world) : undefined
}

/** `a.js` for `a.ts`, `a` for `a.ts`, and build output whose source lies beside it. */
function asSource({path}: PathText, context: PathContext, world: World): Found | undefined {
  const folders = ['', parentOf(context.doc), ...resolvePlaces(context, world)]
  for (const folder of folders) {
    const joined = joinPath(folder, path)
    if (joined === undefined || joined === '') continue
    const source = world.facts.layout.sourceOf(joined)
    if (source !== undefined) return {kind: 'file', path: source, how: 'source of'}
    const found = withSourceExtension(joined, 'source of', world)
    if (found) return found
  }
  return undefined
}

const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs']

function withSourceExtension(path: string | undefined, how: Found['how'], world: World): Found | undefined {
  if (path === undefined) return undefined
  const direct = at(path, how, world)
  if (direct) return direct
  const stem = path.replace(/\.[mc]?jsx?$/, '')
  // `a.json` must not turn into `a.json.ts`; only a missing or JavaScript extension may be replaced.
  if (stem === path && /\.\w+$/.test(path)) return undefined
  for (const extension of sourceExtensions)
    if (world.repo.has(stem + extension)) return at(stem + extension, how, world)
  return undefined
}

/** `my-repo/src/a.ts` where the first folder is the repository's own name: no folder of that name exists. */
function belowRootName({path}: PathText, _: PathContext, world: World): Found | undefined {
  const [first = '', ...rest] = path.split('/')
  if (rest.length < 2 || first.startsWith('.') || world.paths.endingWith(first).length > 0) return undefined
  return at(rest.join('/'), 'below root name', world)
}

function bySuffix({path}: PathText, context: PathContext, world: World): Found | undefined {
  if (path === '' || /^(\.\.?)?\//.test(path) || path.startsWith('..')) return undefined
  const all = world.paths.endingWith(path)
  const places = resolvePlaces(context, world).filter(place => place !== '')
  for (const place of places) {
    const inside = all.filter(candidate => candidate.startsWith(`${place}/`))
    if (inside.length === 1) return at(inside[0], 'shortened', world)
  }
  if (all.length === 1) return at(all[0], 'shortened', world)
  return all.length > 1 ? {kind: 'ambiguous', path, how: 'shortened', candidates: all} : undefined
}

function asIgnored({path}: PathText, context: PathContext, world: World): Found | undefined {
  for (const folder of ['', parentOf(context.doc), ...resolvePlaces(context, world)]) {
    const joined = joinPath(folder, path)
    if (joined === undefined || joined === '') continue
    const kind = world.whyAbsent(joined) ?? (world.repo.exists(joined) ? 'generated' : undefined)
    if (kind) return {kind, path: joined, how: 'ignored'}
  }
  return undefined
}
