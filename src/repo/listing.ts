import {sortedUnique} from '../base/compare.ts'
import {foldersAbove} from './posix-path.ts'

/** The listed files of a repository and the folders that hold them. */
export interface Listing {
  /** Sorted by code unit, no duplicates. */
  readonly files: readonly string[]
  has(path: string): boolean
  hasFolder(path: string): boolean
}

export function createListing(paths: Iterable<string>): Listing {
  const files = sortedUnique(paths)
  const fileSet = new Set(files)
  const folders = new Set([''])
  for (const file of files) addFolders(folders, file)
  return {files, has: path => fileSet.has(path), hasFolder: path => folders.has(path)}
}

/** Stops at the first folder already known: everything above it is known too. */
function addFolders(folders: Set<string>, file: string): void {
  for (const folder of foldersAbove(file)) {
    if (folders.has(folder)) return
    folders.add(folder)
  }
}
