import type {Layout} from '../repo/layout.ts'
import {joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import type {ResolveExtends} from '../repo/tsconfig.ts'
import {packagesByName} from './package-lookup.ts'
import {splitPackage} from './specifier.ts'

/** Finds a tsconfig that another extends by the name of a package of the repository. */
export function createExtendsLookup(repo: Repo, layout: Layout): ResolveExtends {
  const byName = packagesByName(layout)
  return specifier => {
    const parts = splitPackage(specifier)
    const pack = parts && byName.get(parts.name)
    const file = pack && joinPath(pack.path, parts.subpath || 'tsconfig.json')
    return [file, `${file}.json`].find(path => path !== undefined && repo.has(path))
  }
}
