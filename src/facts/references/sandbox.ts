import {Project} from 'ts-morph'
import {compareText} from '../../base/compare.ts'
import type {Repo} from '../../repo/repo.ts'

/** Where the compiler sees the repository. It sees nothing of the disk above it, whatever lies there. */
const ROOT = '/repo'

/** Where ts-morph serves its bundled library declarations. */
export const LIBRARY_FOLDER = '/node_modules/typescript/lib'

/**
 * The files a compiler may see: those that the repository lists, installed packages below its root, and the
 * bundled library declarations.
 *
 * Ignored files are invisible, so that a leftover build changes nothing. Packages linked in from outside of the
 * root are invisible too.
 */
export interface Sandbox {
  fileExists(path: string): boolean
  directoryExists(path: string): boolean
  readFile(path: string): string | undefined
  /** Names of child folders, sorted. */
  getDirectories(path: string): string[]
  realpath(path: string): string
  /** Names below a listed folder of the repository, sorted. */
  entriesOf(path: string): {files: readonly string[]; directories: readonly string[]}
}

/** The compiler's path of a root-relative path. */
export function toCompilerPath(path: string): string {
  return path === '' ? ROOT : `${ROOT}/${path}`
}

/** The root-relative path of a compiler's path; undefined outside of the repository. */
export function toRepoPath(path: string): string | undefined {
  return path.startsWith(`${ROOT}/`) ? path.slice(ROOT.length + 1) : undefined
}

export function createSandbox(repo: Repo): Sandbox {
  const library = new Project({useInMemoryFileSystem: true}).getModuleResolutionHost()
  const packages = repo.installed
  const entries = listEntries(repo.files)
  return {
    fileExists(path) {
      const inside = toRepoPath(path)
      if (inside === undefined) return library.fileExists(path)
      return repo.has(inside) || packages.fileExists(inside)
    },
    directoryExists(path) {
      const inside = path === ROOT ? '' : toRepoPath(path)
      if (inside === undefined) return path === '/' || LIBRARY_FOLDER.startsWith(path)
      return repo.hasFolder(inside) || packages.directoryExists(inside)
    },
    readFile(path) {
      const inside = toRepoPath(path)
      if (inside === undefined) return library.readFile(path)
      const text = repo.has(inside) ? repo.read(inside) : packages.readFile(inside)
      return text?.replace(/^\uFEFF/, '')
    },
    getDirectories(path) {
      const inside = path === ROOT ? '' : toRepoPath(path)
      if (inside === undefined) return []
      const listed = entries.get(inside)?.directories ?? []
      return [...listed, ...packages.getDirectories(inside)].sort(compareText)
    },
    realpath(path) {
      const inside = toRepoPath(path)
      return inside === undefined ? path : toCompilerPath(packages.realpath(inside))
    },
    entriesOf(path) {
      const inside = path === ROOT ? '' : toRepoPath(path)
      return (inside === undefined ? undefined : entries.get(inside)) ?? {files: [], directories: []}
    }
  }
}

function listEntries(files: readonly string[]) {
  const entries = new Map<string, {files: string[]; directories: string[]}>()
  const open = (folder: string) => {
    const known = entries.get(folder)
    if (known) return known
    const fresh = {files: [] as string[], directories: [] as string[]}
    entries.set(folder, fresh)
    if (folder !== '') open(parentOf(folder)).directories.push(folder.slice(folder.lastIndexOf('/') + 1))
    return fresh
  }
  for (const file of files) open(parentOf(file)).files.push(file.slice(file.lastIndexOf('/') + 1))
  for (const entry of entries.values()) {
    entry.files.sort(compareText)
    entry.directories.sort(compareText)
  }
  return entries
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')))
}
