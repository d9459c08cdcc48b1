import {isObject, textsOf} from './json.ts'
import type {Manifest, Package} from './layout.ts'
import {joinPath} from './posix-path.ts'

/** A file that a manifest points at. */
export interface Target {
  readonly field: 'bin' | 'main' | 'exports'
  /** The command of a bin, else the subpath: `.`, `./ajax`, `./internal/*`. */
  readonly name: string
  /** Keys from the manifest's root down to the value, for its line. */
  readonly jsonPath: readonly (string | number)[]
  /** Conditions on the way, outermost first. */
  readonly conditions: readonly string[]
  /** Root-relative; may hold one `*`. */
  readonly path: string
}

const mainFields = ['source', 'module', 'main', 'types', 'typings', 'browser', 'unpkg', 'jsdelivr'] as const

/** Every file that bin, exports, main and their kin name; those that leave the root are left out. */
export function targetsOf(pack: Package): Target[] {
  return [...binTargets(pack), ...exportTargets(pack), ...mainTargets(pack)]
}

/** The targets of `exports`, in the manifest's order. */
export function exportTargets({manifest, path}: Package): Target[] {
  const {exports} = manifest
  const isSubpathMap = isObject(exports) && Object.keys(exports).some(key => key.startsWith('.'))
  const entries = isSubpathMap ? Object.entries(exports) : [['.', exports] as const]
  return entries.flatMap(([subpath, value]) =>
    leavesOf(value, isSubpathMap ? ['exports', subpath] : ['exports'], []).flatMap(leaf =>
      toTarget('exports', subpath, leaf, path)
    )
  )
}

/** The files that the `imports` field names, whose names start with `#`. */
export function importTargets(pack: Package): Target[] {
  return importLeaves(pack.manifest)
    .filter(({leaf}) => leaf.value.startsWith('./'))
    .flatMap(({name, leaf}) => toTarget('exports', name, leaf, pack.path))
}

/** A name of the `imports` field that stands for another package: `"#fetch": "node-fetch"`. */
export interface PackageTarget extends Pick<Target, 'name' | 'conditions'> {
  /** May hold one `*`. */
  readonly specifier: string
}

/** The packages and built-ins that the `imports` field names. */
export function importedPackages({manifest}: Package): PackageTarget[] {
  return importLeaves(manifest)
    .filter(({leaf}) => !/^[./#]/.test(leaf.value))
    .map(({name, leaf}) => ({name, conditions: leaf.conditions, specifier: leaf.value}))
}

function importLeaves({imports}: Manifest): {name: string; leaf: Leaf}[] {
  if (!isObject(imports)) return []
  return Object.entries(imports).flatMap(([name, value]) =>
    leavesOf(value, ['imports', name], []).map(leaf => ({name, leaf}))
  )
}

interface Leaf {
  readonly value: string
  readonly jsonPath: readonly (string | number)[]
  readonly conditions: readonly string[]
}

function leavesOf(value: unknown, jsonPath: Leaf['jsonPath'], conditions: Leaf['conditions']): Leaf[] {
  if (typeof value === 'string') return [{value, jsonPath, conditions}]
  if (Array.isArray(value))
    return value.flatMap((item, index) => leavesOf(item, [...jsonPath, index], conditions))
  if (!isObject(value)) return []
  return Object.entries(value).flatMap(([key, item]) =>
    leavesOf(item, [...jsonPath, key], [...conditions, key])
  )
}

function toTarget(field: Target['field'], name: string, leaf: Leaf, folder: string): Target[] {
  if (leaf.value.startsWith('#') || leaf.value.includes('://')) return []
  const path = joinPath(folder, leaf.value)
  return path ? [{field, name, jsonPath: leaf.jsonPath, conditions: leaf.conditions, path}] : []
}

function mainTargets({manifest, path}: Package): Target[] {
  return mainFields.flatMap(field => {
    const value = manifest[field]
    if (typeof value !== 'string') return []
    return toTarget('main', '.', {value, jsonPath: [field], conditions: [field]}, path)
  })
}

function binTargets({manifest, path, name}: Package): Target[] {
  const {bin} = manifest
  if (typeof bin === 'string') {
    const command = name?.replace(/^@[^/]+\//, '') ?? 'bin'
    return toTarget('bin', command, {value: bin, jsonPath: ['bin'], conditions: []}, path)
  }
  if (!isObject(bin)) return []
  return Object.entries(bin).flatMap(([command, value]) =>
    typeof value === 'string'
      ? toTarget('bin', command, {value, jsonPath: ['bin', command], conditions: []}, path)
      : []
  )
}

/** Names of all dependencies that a manifest lists, of whatever kind. */
export function dependenciesOf(manifest: Manifest): string[] {
  const {dependencies, devDependencies, peerDependencies, optionalDependencies} = manifest
  return [dependencies, devDependencies, peerDependencies, optionalDependencies].flatMap(value =>
    isObject(value) ? Object.keys(value) : textsOf(value)
  )
}
