import type {ImportEdge, ImportKind} from '../../facts/facts.ts'
import type {Package} from '../../repo/layout.ts'
import type {Claim, Judgement} from '../claim.ts'
import {modulesUnder, type Side} from '../resolve-side.ts'
import type {World} from '../world.ts'
import {breachOf} from './breach.ts'
import {crossings, unknownImports} from './imports.ts'
import {refuted, unverifiable, verified} from './verdict.ts'

/** What one rule comes to for one package, or for all that keep it. */
export interface PackageFinding extends Judgement {
  readonly subject?: string
  readonly object?: string
  readonly edgeKinds?: readonly ImportKind[]
}

/**
 * Judges a rule that binds packages in plain words: one finding for each package that breaks it, by path, else one for
 * all. Undefined when the claim is no such rule.
 */
export function judgePackageRule(claim: Claim, world: World): PackageFinding[] | undefined {
  const {subject, object = ''} = claim
  if (object === 'relative import into another package') return [judgeAcross(world)]
  if (subject === 'import of a package missing from its package.json') return judgeListed(world)
  const [from, to] = [groupWord(subject), groupWord(object)]
  return from !== undefined && to !== undefined ? judgeGroups(claim, from, to, world) : undefined
}

function workspaces(world: World): Package[] {
  return world.facts.layout.packages.filter(({path}) => path !== '')
}

/** Tests are bound as well: they import from other packages like any file. */
function judgeAcross(world: World): Judgement {
  if (workspaces(world).length < 2) return unverifiable('unknown subject')
  const found = world.facts.imports.filter(
    edge =>
      edge.specifier.startsWith('.') &&
      world.facts.module(edge.from)?.role !== 'fixture' &&
      crossesPackages(edge, world)
  )
  const shipped = found.filter(({test}) => !test)
  if (shipped.length > 0) return breachOf(shipped.map(toCrossing))
  return found.length > 0 ? refuted('imports it in tests', found.map(toCrossing)) : verified('no import')
}

function crossesPackages({from, to}: ImportEdge, world: World): boolean {
  const [one, other] = [world.facts.layout.packageOf(from), world.facts.layout.packageOf(to)]
  return Boolean(one && other && one.path !== '' && other.path !== '' && one.path !== other.path)
}

function judgeListed(world: World): PackageFinding[] {
  if (workspaces(world).length < 2) return [unverifiable('unknown subject')]
  const found = world.facts.imports.filter(edge => isUnlisted(edge, world))
  const paths = [...new Set(found.map(({from}) => world.facts.layout.packageOf(from)?.path ?? ''))]
  if (paths.length === 0) return [verified('all listed')]
  return paths.map(path => ({
    object: path,
    ...refuted(
      'not listed',
      found.filter(({from}) => world.facts.layout.packageOf(from)?.path === path).map(toCrossing)
    )
  }))
}

/** A value import, or a re-export, of another workspace that no list of the own manifest holds. */
function isUnlisted(edge: ImportEdge, world: World): boolean {
  if (edge.test || edge.specifier.startsWith('.') || (edge.typeOnly && edge.kind !== 'reexport')) return false
  if (world.facts.module(edge.from)?.role !== 'source' || !crossesPackages(edge, world)) return false
  const [own, other] = [world.facts.layout.packageOf(edge.from), world.facts.layout.packageOf(edge.to)]
  if (!own || other?.name === undefined || !isSourceOf(own, edge.from, world)) return false
  const isNamed = edge.specifier === other.name || edge.specifier.startsWith(`${other.name}/`)
  return isNamed && !lists(own, other.name)
}

/** Scripts and settings beside the sources run with what the root installs. */
function isSourceOf({path}: Package, file: string, world: World): boolean {
  const folders = ['src', 'lib', 'source']
    .map(name => `${path}/${name}`)
    .filter(one => world.repo.hasFolder(one))
  return folders.length === 0 || folders.some(folder => file.startsWith(`${folder}/`))
}

function lists({manifest}: Package, name: string): boolean {
  const {dependencies, devDependencies, peerDependencies, optionalDependencies} = manifest
  return [dependencies, devDependencies, peerDependencies, optionalDependencies].some(
    list => typeof list === 'object' && list !== null && Object.hasOwn(list, name)
  )
}

function groupWord(text: string): string | undefined {
  return /^([a-z][a-z-]*)-\* packages$/.exec(text)?.[1]
}

/** Packages whose name starts or ends with the word: `compiler-dom` and `my-compiler` are compiler packages. */
function membersOf(word: string, world: World): Package[] {
  return workspaces(world).filter(({name, path}) =>
    [name ?? '', path].some(text => {
      const last = text.slice(text.lastIndexOf('/') + 1)
      return last === word || last.startsWith(`${word}-`) || last.endsWith(`-${word}`)
    })
  )
}

function judgeGroups(claim: Claim, from: string, to: string, world: World): PackageFinding[] {
  const [members, targets] = [membersOf(from, world), membersOf(to, world)]
  if (members.length === 0) return [unverifiable('unknown subject')]
  if (targets.length === 0) return [unverifiable('target is gone')]
  if (members.some(({path}) => targets.some(target => target.path === path)))
    return [unverifiable('same modules')]
  const side: Side = {
    kind: 'modules',
    path: targets.length === 1 ? (targets[0]?.path ?? '') : '',
    modules: new Set(targets.flatMap(({path}) => [...modulesUnder(path, world)]))
  }
  const found = members.map(({path}) => ({path, crossing: crossings(modulesUnder(path, world), side, world)}))
  const broken = found.filter(({crossing}) => crossing.length > 0)
  if (broken.length === 0) return [withoutUnknown(members, side, world)]
  const breaches = broken.map(({path, crossing}) => ({subject: path, ...breachOf(crossing)}))
  const onlyTypes = breaches.every(({reason}) => reason === 'type-only')
  if (!onlyTypes || claim.edgeKinds) return breaches
  // What the rule is there for still holds: nothing is loaded across.
  const subject = `packages ${members.map(({path}) => path.slice(path.lastIndexOf('/') + 1)).join(', ')}`
  const edgeKinds = ['value', 'dynamic', 'reexport', 'require'] as const
  return [{subject, edgeKinds, ...withoutUnknown(members, side, world)}, ...breaches]
}

function withoutUnknown(members: readonly Package[], to: Side, world: World): Judgement {
  const from = new Set(members.flatMap(({path}) => [...modulesUnder(path, world)]))
  const unknown = unknownImports(from, world, to)
  return unknown.length > 0 ? unverifiable('unresolved imports', unknown) : verified('no import')
}

function toCrossing({from, line, typeOnly, kind}: ImportEdge) {
  return {path: from, line, typeOnly, kind}
}
