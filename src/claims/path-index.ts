import {compareText} from '../base/compare.ts'
import type {Repo} from '../repo/repo.ts'

/** Finds files and folders by the end of their path. */
export interface PathIndex {
  /** Every folder that holds a listed file, sorted, the root left out. */
  readonly folders: readonly string[]
  /** Files and folders whose path is `suffix` or ends with `/` + `suffix`, sorted. */
  endingWith(suffix: string): readonly string[]
}

export function createPathIndex(repo: Repo): PathIndex {
  const folders = foldersOf(repo.files)
  const byName = new Map<string, string[]>()
  for (const path of [...repo.files, ...folders]) {
    const name = path.slice(path.lastIndexOf('/') + 1)
    const paths = byName.get(name)
    if (paths) paths.push(path)
    else byName.set(name, [path])
  }
  return {
    folders,
    endingWith(suffix) {
      const name = suffix.slice(suffix.lastIndexOf('/') + 1)
      const paths = byName.get(name) ?? []
      return paths.filter(path => path === suffix || path.endsWith(`/${suffix}`)).sort(compareText)
    }
  }
}

function foldersOf(files: readonly string[]): string[] {
  const folders = new Set<string>()
  for (const file of files) {
    for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
      const folder = file.slice(0, end)
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  return [...folders].sort(compareText)
}
