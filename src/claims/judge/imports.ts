import type {ImportEdge, ImportKind, ModuleId, UnresolvedImport} from '../../facts/facts.ts'
import type {Place} from '../claim.ts'
import {importsOf} from '../imports-by-module.ts'
import {joinPath, parentOf} from '../join-path.ts'
import type {Side} from '../resolve-side.ts'
import type {World} from '../world.ts'

/** One import from a subject to an object, and whether it is gone after compilation. */
export interface Crossing extends Place {
  readonly typeOnly: boolean
  /** How it is written; unknown for a package that is not installed. */
  readonly kind?: ImportKind
}

/** Every import, tests left out, by which modules of `from` reach `to` directly; by path and line. */
export function crossings(
  from: ReadonlySet<ModuleId>,
  to: Side,
  world: World,
  kinds?: readonly ImportKind[]
): Crossing[] {
  if (to.kind === 'external') return externalCrossings(from, to.name, world, kinds)
  return importsOf(from, world.facts)
    .filter(edge => !edge.test && !(to.kind === 'modules' && from.has(edge.to) && to.modules.has(edge.from)))
    .filter(edge => (to.modules.has(edge.to) || takes(edge, to)) && counts(edge, kinds))
    .map(({from: path, line, typeOnly, kind}) => ({path, line, typeOnly, kind}))
}

/** Whether an import takes a symbol by name through a module that hands it on. */
function takes({names}: ImportEdge, to: Side): boolean {
  return to.kind === 'symbol' && names.some(({imported}) => imported === to.name)
}

function counts(
  edge: {kind: ImportKind; typeOnly: boolean},
  kinds: readonly ImportKind[] | undefined
): boolean {
  if (kinds === undefined) return true
  return edge.typeOnly ? kinds.includes('type') : kinds.includes(edge.kind)
}

function externalCrossings(
  from: ReadonlySet<ModuleId>,
  name: string,
  world: World,
  kinds?: readonly ImportKind[]
): Crossing[] {
  const used = world.facts.externals
    .filter(
      use => !use.test && from.has(use.from) && isSame(use.name, use.specifier, name) && counts(use, kinds)
    )
    .map(({from: path, line, typeOnly, kind}) => ({path, line, typeOnly, kind}))
  if (used.length > 0) return used
  // A package that is not installed is known by its specifier all the same.
  return world.facts.unresolved
    .filter(({from: path, specifier}) => from.has(path) && isSame(packageOf(specifier), specifier, name))
    .map(({from: path, line}) => ({path, line, typeOnly: false}))
}

/** `node:fs` covers `node:fs/promises`; a package covers its subpaths. */
function isSame(used: string, specifier: string, name: string): boolean {
  return used === name || specifier === name || used.startsWith(`${name}/`) || `node:${specifier}` === name
}

export function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Imports of these modules that could lead anywhere, or to `to`, since their target is not known. */
export function unknownImports(from: ReadonlySet<ModuleId>, world: World, to?: Side): Place[] {
  const names = new Set(world.facts.layout.packages.flatMap(({name}) => name ?? []))
  return world.facts.unresolved
    .filter(use => {
      const {from: path, cause, specifier} = use
      if (!from.has(path) || cause === 'not-source' || (to && !couldLeadTo(use, to, world))) return false
      const isForeign = cause === 'package-not-installed' || cause === 'package-not-listed'
      return !isForeign || names.has(packageOf(specifier))
    })
    .map(({from: path, line}) => ({path, line}))
}

/** A relative path that is not there leads nowhere else, and what is computed is taken for no package. */
function couldLeadTo({from, specifier, cause}: UnresolvedImport, to: Side, world: World): boolean {
  if (to.kind === 'symbol') return true
  const isRelative = cause !== 'computed' && /^\.{1,2}(?:\/|$)/.test(specifier)
  if (to.kind === 'external') return !isRelative && cause !== 'computed'
  if (to.path === '' || to.path.includes('*')) return true
  if (!isRelative) return cause === 'computed' || couldBePackage(packageOf(specifier), to.path, world)
  const target = joinPath(parentOf(from), specifier)
  return target === undefined || target === to.path || target.startsWith(`${to.path}/`)
}

/** A subpath of one workspace leads into no other; an alias may lead anywhere. */
function couldBePackage(name: string, path: string, world: World): boolean {
  const own = world.facts.layout.packages.find(one => one.name === name && one.path !== '')
  if (!own) return true
  return own.path === path || path.startsWith(`${own.path}/`) || own.path.startsWith(`${path}/`)
}

/** Modules that `from` reaches over any number of imports, `from` itself included. */
export function reachable(from: ReadonlySet<ModuleId>, world: World): Set<ModuleId> {
  const next = new Map<ModuleId, ModuleId[]>()
  for (const {from: source, to, test} of world.facts.imports) {
    if (test) continue
    const targets = next.get(source)
    if (targets) targets.push(to)
    else next.set(source, [to])
  }
  const seen = new Set(from)
  const work = [...from]
  for (let id = work.pop(); id !== undefined; id = work.pop())
    for (const target of next.get(id) ?? []) {
      if (seen.has(target)) continue
      seen.add(target)
      work.push(target)
    }
  return seen
}
