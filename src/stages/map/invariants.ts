import {compareBy, compareText, sortedUnique} from '../../base/compare.ts'
import {stronglyConnected, toGraph} from '../../base/graph.ts'
import type {Facts, ImportEdge} from '../../facts/facts.ts'
import type {Component, Dependency} from './component.ts'
import {homes} from './dependencies.ts'

/** At most this many are offered: a reader must be able to decide on each. */
const maximumOffered = 10
/** Import statements the other way round that make an absence worth stating. */
const enoughEvidence = 5

export interface InvariantInput {
  readonly facts: Facts
  readonly components: readonly Component[]
  readonly dependencies: readonly Dependency[]
}

/**
 * Absences that hold today and say something: no ring between files, components that import nothing, folders that never
 * import what imports them, packages and the environment used in one place only. Worded so that `check` can judge
 * them once a person has moved them out of the region. No counts, since those move with every commit.
 */
export function offerInvariants(input: InvariantInput): string[] {
  return [
    ...noRings(input),
    ...selfContained(input),
    ...oneWay(input),
    ...soleImporters(input),
    ...typesOnly(input),
    ...soleEnvironment(input)
  ].slice(0, maximumOffered)
}

/** Value imports that run when a module loads. */
function loadEdges(imports: readonly ImportEdge[]): ImportEdge[] {
  return imports.filter(
    ({test, typeOnly, kind}) => !test && !typeOnly && (kind === 'value' || kind === 'reexport')
  )
}

/** Rings of files that import each other by imports that run when a module loads; members sorted. */
export function fileRings({imports}: Facts): string[][] {
  return ringsOf(loadEdges(imports))
}

function noRings({facts}: InvariantInput): string[] {
  if (fileRings(facts).length > 0) return []
  const all = facts.imports.filter(({test, kind}) => !test && kind !== 'dynamic' && kind !== 'require')
  if (all.length === 0) return []
  const close = ringsOf(all).length > 0 ? ' Imports that only bring types do close rings.' : ''
  return [`No ring of value imports between files.${close}`]
}

function ringsOf(edges: readonly ImportEdge[]): string[][] {
  const graph = toGraph(
    [],
    edges.map(({from, to}) => [from, to] as const)
  )
  return stronglyConnected(graph).filter(members => members.length > 1)
}

/** Components that others use and that use no other. */
function selfContained({components, dependencies}: InvariantInput): string[] {
  return components
    .filter(({id}) => !dependencies.some(({from}) => from === id))
    .filter(({id}) => weightInto(dependencies, id) >= enoughEvidence)
    .map(({path}) => `\`${path}\` imports no other component.`)
}

function weightInto(dependencies: readonly Dependency[], id: string): number {
  return dependencies.filter(({to}) => to === id).reduce((sum, {weight}) => sum + weight, 0)
}

/** Pairs that import one way only: one sentence for each component that is imported and looks back at none. */
function oneWay({components, dependencies}: InvariantInput): string[] {
  const has = new Set(dependencies.map(({from, to}) => `${from}\n${to}`))
  return components
    .filter(({id}) => dependencies.some(({from}) => from === id))
    .map(({id, path}) => {
      const importers = dependencies
        .filter(({from, to, weight}) => to === id && weight >= enoughEvidence && !has.has(`${id}\n${from}`))
        .map(({from}) => from)
        .filter(from => !nested(from, path))
      return {path, importers: importers.sort(compareText)}
    })
    .filter(({importers}) => importers.length > 0)
    .sort((a, b) => b.importers.length - a.importers.length || compareText(a.path, b.path))
    .slice(0, 3)
    .map(({path, importers}) => `\`${path}\` does not import ${either(importers)}.`)
}

/** "src does not import src/a" would contradict itself for a reader who takes src for the whole folder. */
function nested(left: string, right: string): boolean {
  return left === '.' || right === '.' || left.startsWith(`${right}/`) || right.startsWith(`${left}/`)
}

function either(paths: readonly string[]): string {
  const names = paths.map(path => `\`${path}\``)
  return names.length === 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`
}

/** Packages and built-ins that one component alone imports, while there are others that could. */
function soleImporters({facts, components}: InvariantInput): string[] {
  if (components.length < 3) return []
  const homeOf = homes(components)
  // A type-only import elsewhere would break the sentence for a reader who takes it as written.
  // What no manifest lists may be an alias of the repository's own build, and no package at all.
  const unknown = new Set(facts.unresolved.map(({specifier}) => specifier))
  const uses = facts.externals.filter(({test, specifier}) => !test && !unknown.has(specifier))
  const folders = new Set(
    components.filter(({path, partial}) => path !== '.' && !partial).map(({path}) => path)
  )
  const bySole = new Map<string, string[]>()
  for (const name of sortedUnique(uses.map(use => use.name))) {
    // A module outside of every component (a declaration file) that imports it breaks the sentence, too.
    const users = sortedUnique(
      uses.filter(use => use.name === name).map(({from}) => homeOf.get(from) ?? from)
    )
    const [sole] = users
    // One statement of a package says little; a built-in that reaches outside says where the boundary is.
    const statements = uses.filter(use => use.name === name).length
    if (statements < 2 && !name.startsWith('node:')) continue
    if (sole === undefined || users.length > 1 || !folders.has(sole)) continue
    bySole.set(sole, [...(bySole.get(sole) ?? []), name])
  }
  return [...bySole]
    .sort(compareBy(([path]) => path))
    .flatMap(([path, names]) => names.slice(0, 2).map(name => `Only \`${path}\` imports \`${name}\`.`))
    .slice(0, 4)
}

/** Packages of which no import is left after compilation. */
function typesOnly({facts}: InvariantInput): string[] {
  const uses = facts.externals.filter(({test}) => !test)
  const names = sortedUnique(uses.map(({name}) => name)).filter(name =>
    uses.filter(use => use.name === name).every(({typeOnly}) => typeOnly)
  )
  return names.length === 0
    ? []
    : [
        `Imported for types only: ${names
          .slice(0, 8)
          .map(name => `\`${name}\``)
          .join(', ')}.`
      ]
}

function soleEnvironment({facts, components}: InvariantInput): string[] {
  const paths = sortedUnique(facts.environment.filter(({test}) => !test).map(({path}) => path))
  if (paths.length === 0 || components.length < 3) return []
  if (paths.length <= 2)
    return [`The environment is read in ${paths.map(path => `\`${path}\``).join(' and ')} only.`]
  const homeOf = homes(components)
  const [home, ...others] = sortedUnique(paths.map(path => homeOf.get(path) ?? path))
  const whole = components.find(({id, partial}) => id === home && !partial)
  return whole && others.length === 0 ? [`The environment is read in \`${whole.path}\` only.`] : []
}
