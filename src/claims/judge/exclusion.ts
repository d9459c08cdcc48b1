import type {ImportEdge, ModuleId, UnresolvedImport} from '../../facts/facts.ts'
import type {Claim, Judgement} from '../claim.ts'
import {findLoadRings} from '../load-rings.ts'
import {resolvePath} from '../resolve-path.ts'
import {modulesUnder} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {crossings, packageOf, unknownImports} from './imports.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** Judges a rule about many modules at once; undefined when the claim is another kind of absence. */
export function judgeExclusion(claim: Claim, world: World): Judgement | undefined {
  const {subject, object = ''} = claim
  if (object === 'a ring of value imports') return judgeRings(world)
  if (object === 'environment variables') return judgeEnvironment(claim, world)
  if (subject === 'every module') return judgeTypesOnly(claim, world)
  const [, what, folder = ''] = /^(folders|files) in (.+)$/.exec(subject) ?? []
  if (!what || !object.startsWith('each other')) return undefined
  return judgeSiblings({what, folder, apart: /^each other but (.+)$/.exec(object)?.[1]}, claim, world)
}

function judgeRings(world: World): Judgement {
  const rings = findLoadRings(world.facts)
  if (rings.length > 0) return refuted('a ring', rings.flatMap(({edges}) => edges).map(toPlace))
  const unknown = world.facts.unresolved.filter(use => couldCloseRing(use, world)).map(toPlace)
  return unknown.length > 0 ? unverifiable('unresolved imports', unknown) : verified('no ring')
}

/** What is computed is no import between files as written, and a relative path that is not there leads to none. */
function couldCloseRing({cause, specifier}: UnresolvedImport, world: World): boolean {
  if (cause === 'computed' || cause === 'not-source' || specifier.startsWith('.')) return false
  const isForeign = cause === 'package-not-installed' || cause === 'package-not-listed'
  return !isForeign || world.facts.layout.packages.some(({name}) => name === packageOf(specifier))
}

/** A package by its name alone: a folder of the same name is not meant. */
function judgeTypesOnly({object = '', edgeKinds}: Claim, world: World): Judgement {
  const used = crossings(modulesUnder('', world), {kind: 'external', name: object}, world)
  if (used.length === 0) return unverifiable('target is gone')
  const values = crossings(modulesUnder('', world), {kind: 'external', name: object}, world, edgeKinds)
  return values.length > 0 ? refuted('imports', values) : verified('type-only', used)
}

function judgeEnvironment({subject}: Claim, world: World): Judgement {
  const allowed = subject.replace(/^all but /, '').split(', ')
  const isAllowed = (path: string) => allowed.some(one => path === one || path.startsWith(`${one}/`))
  const outside = world.facts.environment.filter(({path, test}) => !test && !isAllowed(path))
  return outside.length > 0 ? refuted('read elsewhere', outside) : verified('read nowhere else')
}

interface Siblings {
  readonly what: string
  readonly folder: string
  /** Name of the file that may import the others. */
  readonly apart: string | undefined
}

function judgeSiblings({what, folder, apart}: Siblings, claim: Claim, world: World): Judgement {
  const found = resolvePath(folder, claim, world)
  if (!found || (found.kind !== 'folder' && found.kind !== 'package')) return unverifiable('unknown subject')
  const childOf = (id: ModuleId) => siblingOf(id, found.path, what)
  const members = new Set([...modulesUnder(found.path, world)].filter(id => childOf(id) !== undefined))
  if (new Set([...members].map(childOf)).size < 2) return unverifiable('unknown subject')
  const crossing = world.facts.imports.filter(
    ({from, to, test}) =>
      !test &&
      members.has(from) &&
      members.has(to) &&
      childOf(from) !== childOf(to) &&
      childOf(from) !== apart
  )
  if (crossing.length > 0) return refuted('imports', crossing.map(toPlace))
  const unknown = unknownImports(members, world, {kind: 'modules', path: found.path, modules: members})
  return unknown.length > 0 ? unverifiable('unresolved imports', unknown) : verified('no import')
}

/** Which folder directly below it holds the module, or its name when it lies directly in it. */
function siblingOf(id: ModuleId, folder: string, what: string): string | undefined {
  const below = folder === '' ? id : id.slice(folder.length + 1)
  const end = below.indexOf('/')
  if (what === 'files') return end < 0 ? below : undefined
  return end < 0 ? undefined : below.slice(0, end)
}

function toPlace({from, line}: ImportEdge | UnresolvedImport) {
  return {path: from, line}
}
