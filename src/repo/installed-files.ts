/**
 * What lies below the `node_modules` folders of a repository; paths are root-relative POSIX paths. Links are followed as
 * long as they stay in the root.
 */
export interface InstalledFiles {
  fileExists(path: string): boolean
  directoryExists(path: string): boolean
  /** Undefined when absent or unreadable. */
  readFile(path: string): string | undefined
  /** Names of child folders, sorted by code unit. */
  getDirectories(path: string): readonly string[]
  /** The path with its links followed; the path itself when it is none of them. */
  realpath(path: string): string
}

/** A repository without an installation. */
export const nothingInstalled: InstalledFiles = {
  fileExists: () => false,
  directoryExists: () => false,
  readFile: () => undefined,
  getDirectories: () => [],
  realpath: path => path
}
