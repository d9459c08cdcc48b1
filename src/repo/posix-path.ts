/**
 * A path with forward slashes, whatever the platform gave: `src\a b.ts` to `src/a b.ts`, `C:\x` to `C:/x`.
 *
 * `separator` is the platform's; on POSIX a backslash is an ordinary character of a name and stays.
 */
export function toPosixPath(path: string, separator: string): string {
  return separator === '\\' ? path.replaceAll('\\', '/') : path
}

/** The folder of a path, `''` for the root's own entries. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf('/')
  return slash < 0 ? '' : path.slice(0, slash)
}

/** The last part of a path. */
export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Whether `path` lies in `folder` or below; everything lies in the root `''`. */
export function isWithin(path: string, folder: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`)
}

/** Joins and normalises; undefined when the result leaves the root. `''` is the root. */
export function joinPath(folder: string, ...parts: readonly string[]): string | undefined {
  const kept: string[] = []
  for (const part of [folder, ...parts].join('/').split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') kept.push(part)
    else if (kept.pop() === undefined) return undefined
  }
  return kept.join('/')
}

/** The folders above a path, nearest first, the root `''` last. */
export function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let folder = path; folder !== ''; ) {
    folder = folderOf(folder)
    folders.push(folder)
  }
  return folders
}
