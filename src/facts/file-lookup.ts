import {sourceExtensions} from '../repo/code-file.ts'
import {parseJsonObject} from '../repo/json.ts'
import type {Layout} from '../repo/layout.ts'
import {joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'

/** Finds the listed file that a path without or with another extension means. */
export interface FileLookup {
  /**
   * A listed file for a root-relative path, by the rules of TypeScript and Node.js; undefined when there is none.
   * A path with a slash at its end means a folder.
   */
  find(path: string): string | undefined
}

const aliases: readonly (readonly [string, readonly string[]])[] = [
  ['.js', ['.ts', '.tsx', '.d.ts', '.jsx']],
  ['.jsx', ['.tsx', '.ts', '.d.ts']],
  ['.mjs', ['.mts', '.d.mts']],
  ['.cjs', ['.cts', '.d.cts']]
]
const extensions = [...sourceExtensions, '.d.ts', '.d.mts', '.d.cts', '.json', '.node']

/**
 * A literal file comes before its alias (`x.cjs` before `x.cts`), a file before a folder of the same name;
 * a built file leads to its source only in the caller.
 */
export function createFileLookup(repo: Repo, layout: Pick<Layout, 'roleOf'>): FileLookup {
  const known = new Map<string, string | undefined>()
  return {
    find(path) {
      if (!known.has(path)) known.set(path, findAnew(path))
      return known.get(path)
    }
  }

  function findAnew(path: string): string | undefined {
    const plain = path.replace(/[?#].*$/, '')
    return findEntry(path) ?? (plain === path ? undefined : findEntry(plain))
  }

  function findEntry(path: string): string | undefined {
    return path.endsWith('/') ? findInFolder(path.slice(0, -1)) : (findFile(path) ?? findInFolder(path))
  }

  function findFile(path: string): string | undefined {
    if (path === '') return undefined
    // A script compiled in place gives way to the source beside it.
    if (repo.has(path) && layout.roleOf(path) !== 'build') return path
    return (
      byAlias(path) ?? extensions.map(end => path + end).find(repo.has) ?? (repo.has(path) ? path : undefined)
    )
  }

  function byAlias(path: string): string | undefined {
    const [ending, others] = aliases.find(([end]) => path.endsWith(end)) ?? []
    if (ending === undefined || others === undefined) return undefined
    return others.map(end => path.slice(0, -ending.length) + end).find(repo.has)
  }

  function findInFolder(folder: string): string | undefined {
    if (!repo.hasFolder(folder)) return undefined
    return mainOf(folder) ?? findFile(joinPath(folder, 'index') ?? '')
  }

  /** The `main` of a package.json that has no name in the workspace, such as `sub/package.json`. */
  function mainOf(folder: string): string | undefined {
    const manifest = joinPath(folder, 'package.json') ?? ''
    if (!repo.has(manifest)) return undefined
    const {value} = parseJsonObject(repo.read(manifest) ?? '')
    const main = [value.source, value.module, value.main].find(field => typeof field === 'string')
    const path = main === undefined ? undefined : joinPath(folder, main)
    if (path === undefined || path === folder) return undefined
    return findFile(path) ?? findFile(joinPath(path, 'index') ?? '')
  }
}
