import {isObject} from '../repo/json.ts'
import type {Layout, Package} from '../repo/layout.ts'
import {joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {exportTargets} from '../repo/targets.ts'
import type {ResolveExtends} from '../repo/tsconfig.ts'
import {packagesByName} from './package-lookup.ts'
import {splitPackage} from './specifier.ts'

/**
 * Finds a tsconfig that another extends by the name of a package of the repository: by its `exports`, its field
 * `tsconfig`, or its path.
 *
 * Source: https://www.typescriptlang.org/tsconfig/#extends
 */
export function createExtendsLookup(repo: Repo, layout: Layout): ResolveExtends {
  const byName = packagesByName(layout)
  return specifier => {
    const parts = splitPackage(specifier)
    const pack = parts && byName.get(parts.name)
    return pack && candidatesOf(pack, parts.subpath).find(repo.has)
  }
}

function candidatesOf(pack: Package, subpath: string): string[] {
  const {exports, tsconfig} = pack.manifest
  const key = subpath === '' ? '.' : `./${subpath}`
  const offered = isObject(exports) ? exportTargets(pack).filter(({name}) => name === key) : []
  const plain = subpath || (typeof tsconfig === 'string' ? tsconfig : 'tsconfig.json')
  const file = joinPath(pack.path, plain)
  return [...offered.map(({path}) => path), ...(file === undefined ? [] : [file, `${file}.json`])]
}
