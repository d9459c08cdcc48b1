import {parseJsonObject} from '../repo/json.ts'
import type {Layout, Package} from '../repo/layout.ts'
import {foldersAbove, joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'

/**
 * The package of the nearest package.json above a file, be it a workspace or not: its `imports` count for the file.
 *
 * Source: https://nodejs.org/api/packages.html#subpath-imports
 */
export function createPackageScope(repo: Repo, layout: Layout): (path: string) => Package | undefined {
  const byFolder = new Map(layout.packages.map(pack => [pack.path, pack]))
  const hasManifest = (folder: string) =>
    byFolder.has(folder) || repo.has(joinPath(folder, 'package.json') ?? '')

  return path => {
    const folder = foldersAbove(path).find(hasManifest)
    if (folder === undefined) return undefined
    const pack = byFolder.get(folder) ?? readPackage(repo, folder)
    byFolder.set(folder, pack)
    return pack
  }
}

function readPackage(repo: Repo, path: string): Package {
  const manifestPath = joinPath(path, 'package.json') ?? ''
  const {value} = parseJsonObject(repo.read(manifestPath) ?? '')
  return {name: undefined, path, manifestPath, manifest: value}
}
