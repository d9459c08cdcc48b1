import {compareBy} from '../../../base/compare.ts'
import type {Facts, ModuleId} from '../../../facts/facts.ts'
import {findKinships} from './kinships.ts'
import {findListings} from './listings.ts'
import {type ExtensionPoint, fewestAlike} from './point.ts'
import {findRegistered} from './registered.ts'
import {findSameTyped} from './same-typed.ts'
import {findServed} from './served.ts'

/** More would be no guide. */
const maximumPoints = 5

/**
 * Where one more of a kind goes: folders whose entries are listed in one module or have a base, type or maker in common, and
 * modules that register several alike. At most five: what the package's entry points reach before scripts and benchmarks, then
 * those with both kinds of evidence, then those with most members.
 */
export function findExtensionPoints(modules: readonly ModuleId[], facts: Facts): ExtensionPoint[] {
  const listings = fullest(findListings(modules, facts))
  const kinships = findKinships(modules, facts)
  const served = findServed(facts)
  const kinOf = new Map(kinships.map(point => [point.path, point]))
  const listed = new Set(listings.map(({path}) => path))
  return [
    ...listings.map(point => withKinship(point, kinOf)),
    ...kinships.filter(({path}) => !listed.has(path)),
    ...findRegistered(modules, facts),
    ...findSameTyped(modules, facts)
  ]
    .sort(
      compareBy(
        ({path}) => (isServed(path, served) ? 0 : 1),
        ({listedIn, kinship}) => (listedIn && kinship ? 0 : 1),
        ({members}) => -members.length,
        ({path}) => path,
        ({registers = '', list = ''}) => `${registers}\n${list}`
      )
    )
    .slice(0, maximumPoints)
}

function isServed(path: string, served: readonly ModuleId[]): boolean {
  return served.some(id => path === '.' || id === path || id.startsWith(`${path}/`))
}

/** Of several modules that list one folder the one that lists most of it. */
function fullest(points: readonly ExtensionPoint[]): ExtensionPoint[] {
  const best = new Map<string, ExtensionPoint>()
  for (const point of points) {
    const present = best.get(point.path)
    if (!present || present.members.length < point.members.length) best.set(point.path, point)
  }
  return [...best.values()]
}

/** The members are then those that are both listed and of the kind. */
function withKinship(point: ExtensionPoint, kinOf: ReadonlyMap<string, ExtensionPoint>): ExtensionPoint {
  const kin = kinOf.get(point.path)
  const members = point.members.filter(name => kin?.members.includes(name))
  return kin?.kinship && members.length >= fewestAlike ? {...point, members, kinship: kin.kinship} : point
}
