import type {ModuleId} from '../../../facts/facts.ts'

/** A file or a folder directly in a folder. */
export interface Entry {
  /** `''` for the root. */
  readonly folder: string
  /** `lock.ts`, or `lock` for a folder. */
  readonly name: string
}

/**
 * As what a module may stand among its kind: as a file of its folder (an index stands for nothing of it), and as its folder
 * in the folder above.
 */
export function entriesOf(module: ModuleId): Entry[] {
  const folder = folderOf(module)
  const name = baseOf(module)
  const own = isIndex(name) ? [] : [{folder, name}]
  return folder === '' ? own : [...own, {folder: folderOf(folder), name: baseOf(folder)}]
}

/** Names of the files, indexes left out, and of the folders directly in each folder that hold one of the modules. */
export function namesByFolder(modules: readonly ModuleId[]): ReadonlyMap<string, ReadonlySet<string>> {
  const names = new Map<string, Set<string>>()
  const add = (folder: string, name: string) => names.set(folder, (names.get(folder) ?? new Set()).add(name))
  for (const module of modules) {
    if (!isIndex(baseOf(module))) add(folderOf(module), baseOf(module))
    for (let path = folderOf(module); path !== ''; path = folderOf(path)) add(folderOf(path), baseOf(path))
  }
  return names
}

/** `lock` for `lock.ts`. */
export function stemOf(name: string): string {
  return name.replace(/\.[^.]+$/, '')
}

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

function isIndex(name: string): boolean {
  return stemOf(name) === 'index'
}
