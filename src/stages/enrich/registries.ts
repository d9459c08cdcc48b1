import {compareBy, compareText} from '../../base/compare.ts'
import type {Facts, ModuleId} from '../../facts/facts.ts'
import {commonShape, hasShape} from './registries/shape.ts'
import {mayLoadUnseen, type ReadText} from './registries/unseen-loading.ts'

/** A module that lists most of a folder. */
export interface Listing {
  /** The folder, `.` for the root. */
  readonly path: string
  readonly listedIn: ModuleId
  /** Names of the files and folders in it that are listed, sorted, three at least. */
  readonly members: readonly string[]
}

export interface Registry extends Listing {
  readonly unregistered: readonly Unregistered[]
}

/** What lies in the folder, exports what all listed ones export, and is reached by no import outside of tests. */
export interface Unregistered {
  readonly path: ModuleId
  /** Tests that import it, sorted. */
  readonly tests: readonly ModuleId[]
}

/** The listings by folder, with what each leaves out for certain. */
export function findRegistries(listings: readonly Listing[], facts: Facts, readText: ReadText): Registry[] {
  return listings
    .map(listing => ({...listing, unregistered: unregisteredOf(listing, listings, facts, readText)}))
    .sort(
      compareBy(
        ({path}) => path,
        ({listedIn}) => listedIn
      )
    )
}

function unregisteredOf(
  listing: Listing,
  all: readonly Listing[],
  facts: Facts,
  readText: ReadText
): Unregistered[] {
  const {path, members} = listing
  const prefix = path === '.' ? '' : `${path}/`
  const registered = members.map(name => moduleOf(`${prefix}${name}`, facts))
  const shape = commonShape(registered, facts)
  if (!shape) return []
  const listed = new Set(all.filter(other => other.path === path).flatMap(other => other.members))
  const entryPoints = new Set(facts.entryPoints.map(each => each.path))
  return namesIn(prefix, facts)
    .filter(name => !listed.has(name))
    .flatMap(name => moduleOf(`${prefix}${name}`, facts) ?? [])
    .filter(
      id =>
        id !== listing.listedIn &&
        !entryPoints.has(id) &&
        !isIndexOf(prefix, id) &&
        hasShape(id, shape, facts)
    )
    .flatMap(id => toUnregistered(id, prefix, facts))
    .filter(({path: id}) => !mayLoadUnseen(id, facts, readText))
}

/** A file, or the index of a folder; source modules alone. */
function moduleOf(path: string, facts: Facts): ModuleId | undefined {
  const found = facts.module(path) ?? indexOf(path, facts)
  return found?.role === 'source' ? found.id : undefined
}

function indexOf(folder: string, facts: Facts) {
  return ['ts', 'tsx', 'mts', 'js', 'jsx', 'mjs', 'cjs']
    .map(extension => facts.module(`${folder}/index.${extension}`))
    .find(module => module !== undefined)
}

function isIndexOf(prefix: string, id: ModuleId): boolean {
  return /^index\.[^/]+$/.test(id.slice(prefix.length))
}

/** Names of the files and folders directly in a folder, sorted. */
function namesIn(prefix: string, facts: Facts): string[] {
  const names = facts.modules
    .filter(({id}) => id.startsWith(prefix))
    .map(({id}) => id.slice(prefix.length).split('/')[0] ?? '')
  return [...new Set(names)].sort(compareText)
}

/** Nothing when production code imports it, or a file of its folder from outside of that. */
function toUnregistered(id: ModuleId, prefix: string, facts: Facts): Unregistered[] {
  const name = id.slice(prefix.length).split('/')[0] ?? ''
  const own = id === `${prefix}${name}` ? id : `${prefix}${name}/`
  const isOwn = (path: string) => path === own || (own.endsWith('/') && path.startsWith(own))
  const users = facts.imports.filter(({from, to}) => isOwn(to) && !isOwn(from))
  if (users.some(({test}) => !test)) return []
  return [{path: id, tests: [...new Set(users.map(({from}) => from))].sort(compareText)}]
}
