import type {Facts, ModuleId} from '../facts/facts.ts'
import {isBuiltinName} from './builtin-names.ts'
import type {Claim} from './claim.ts'
import {isPackageName} from './package-name.ts'
import {resolvePath} from './resolve-path.ts'
import {resolveSymbol, symbolName} from './resolve-symbol.ts'
import type {World} from './world.ts'

/** One end of an edge or an absence. */
export type Side =
  | {
      readonly kind: 'modules'
      readonly path: string
      readonly modules: ReadonlySet<ModuleId>
      readonly package?: string
    }
  /** Modules that declare a symbol of that name. */
  | {readonly kind: 'symbol'; readonly name: string; readonly modules: ReadonlySet<ModuleId>}
  /** A package of a registry, or `node:fs`. */
  | {readonly kind: 'external'; readonly name: string}

/** What a written end names; undefined when it names nothing that can import or be imported. */
export function resolveSide(text: string, claim: Claim, world: World): Side | undefined {
  const bare = text.trim().replace(/\(\)$/, '')
  if (/^node:/.test(bare)) return {kind: 'external', name: bare}
  const globbed = bare.includes('*') ? modulesOfGlob(bare, world) : undefined
  if (globbed) return {kind: 'modules', path: bare, modules: globbed}
  const workspace = workspaceSide(bare, world)
  if (workspace) return workspace
  const found = resolvePath(bare, claim, world)
  if (found && (found.kind === 'file' || found.kind === 'folder' || found.kind === 'package')) {
    const modules = modulesUnder(found.path, world)
    if (modules.size > 0) return {kind: 'modules', path: found.path, modules}
    if (found.how !== 'shortened') return undefined
  }
  return externalSide(bare, world) ?? symbolSide(bare, world) ?? moduleByStem(bare, world)
}

function workspaceSide(text: string, world: World): Side | undefined {
  const {packages} = world.facts.layout
  const found = packages.find(({name}) => name === text)
  // The root's own name means everything, which is neither end of an edge inside it.
  if (!found || found.path === '') return undefined
  return {kind: 'modules', path: found.path, modules: modulesUnder(found.path, world), package: text}
}

/** Modules of a file or folder, tests and fixtures left out. */
export function modulesUnder(path: string, {facts: {modules}}: World): ReadonlySet<ModuleId> {
  const known = modulesByPath.get(modules) ?? new Map<string, ReadonlySet<ModuleId>>()
  modulesByPath.set(modules, known)
  const found = known.get(path) ?? findUnder(path, modules)
  known.set(path, found)
  return found
}

// A document names few folders, and these again and again.
const modulesByPath = new WeakMap<Facts['modules'], Map<string, ReadonlySet<ModuleId>>>()

function findUnder(path: string, modules: Facts['modules']): ReadonlySet<ModuleId> {
  const inside = modules.filter(({id}) => path === '' || id === path || id.startsWith(`${path}/`))
  return new Set(inside.filter(({role}) => role !== 'test' && role !== 'fixture').map(({id}) => id))
}

function modulesOfGlob(glob: string, world: World): Set<ModuleId> | undefined {
  const pattern = glob
    .replace(/\/(\*\*?)?$/, '')
    .split('/')
    .map(part => (part === '**' ? '.*' : part.replace(/[.+^$()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')))
  const matcher = new RegExp(`^${pattern.join('/')}(/|$)`)
  const modules = [...modulesUnder('', world)].filter(id => matcher.test(id))
  return modules.length > 0 ? new Set(modules) : undefined
}

/** A package that the repository imports or lists, or a built-in module of Node.js. */
function externalSide(text: string, world: World): Side | undefined {
  if (!isPackageName(text)) return undefined
  const isKnown =
    world.facts.externals.some(({name}) => name === text) || manifestsListing(text, world).length > 0
  if (isKnown) return {kind: 'external', name: text}
  return isBuiltinName(text) ? {kind: 'external', name: `node:${text.replace(/^node:/, '')}`} : undefined
}

/** Manifests that list a package under any kind of dependency. */
export function manifestsListing(name: string, world: World): string[] {
  return world.facts.layout.packages
    .filter(({manifest}) =>
      [
        manifest.dependencies,
        manifest.devDependencies,
        manifest.peerDependencies,
        manifest.optionalDependencies
      ].some(list => typeof list === 'object' && list !== null && Object.hasOwn(list, name))
    )
    .map(({manifestPath}) => manifestPath)
}

function symbolSide(text: string, world: World): Side | undefined {
  const found = /[A-Z(.]/.test(text) ? resolveSymbol(text, world) : undefined
  if (!found || found.places.length === 0 || found.places.length > 3) return undefined
  const modules = found.places.map(({path}) => path).filter(path => modulesUnder(path, world).size > 0)
  return modules.length > 0 ? {kind: 'symbol', name: symbolName(text), modules: new Set(modules)} : undefined
}

/** A word of several parts that is the name of exactly one module: `playlist-loader`. */
function moduleByStem(text: string, world: World): Side | undefined {
  if (!/^[a-z]+([-_.][a-z\d]+)+$|^[a-z]+[A-Z]\w+$/.test(text)) return undefined
  const stem = (id: string) => id.slice(id.lastIndexOf('/') + 1).replace(/(\.d)?\.\w+$/, '')
  const named = [...modulesUnder('', world)].filter(id => stem(id) === text)
  const [only] = named
  return only !== undefined && named.length === 1
    ? {kind: 'modules', path: only, modules: new Set(named)}
    : undefined
}
