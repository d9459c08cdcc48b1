import type {Layout} from '../repo/layout.ts'
import {baseOf, folderOf, foldersAbove} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {readTsconfig, type Tsconfig} from '../repo/tsconfig.ts'
import {createExtendsLookup} from './extends-lookup.ts'
import type {ModuleId} from './facts.ts'

/** What the tsconfigs of a module say of the imports in its output. */
export type EmitOptions = Pick<Tsconfig, 'keepsImports' | 'isolatedModules' | 'jsxNames'>

const defaults: EmitOptions = {keepsImports: false, isolatedModules: false, jsxNames: []}

/**
 * Joins the nearest tsconfig.json with the other tsconfigs up to its folder, and with those it refers to, as far as
 * they hold the module: which of them builds it is unknown, so an option that one sets counts.
 */
export function createEmitOptions(repo: Repo, layout: Layout): (id: ModuleId) => EmitOptions {
  const resolveExtends = createExtendsLookup(repo, layout)
  const opened = new Map<string, Tsconfig>()
  const byFolder = new Map<string, string[]>()
  for (const path of layout.tsconfigs) {
    if (baseOf(path) === 'jsconfig.json') continue
    byFolder.set(folderOf(path), [...(byFolder.get(folderOf(path)) ?? []), path])
  }
  const nearby = new Map<string, readonly Tsconfig[]>()

  return id => {
    const folder = folderOf(id)
    const configs = nearby.get(folder) ?? telling(id)
    nearby.set(folder, configs)
    return configs.filter(config => isAbove(config, id) || config.includes(id)).reduce(join, defaults)
  }

  /** The tsconfigs that set one of the options, as seen from the module's folder. */
  function telling(id: ModuleId): Tsconfig[] {
    const folders = foldersAbove(id).filter(folder => byFolder.has(folder))
    const last = folders.findIndex(folder => byFolder.get(folder)?.some(isMain))
    const paths = folders.slice(0, last < 0 ? undefined : last + 1).flatMap(each => byFolder.get(each) ?? [])
    return withReferences(paths).filter(
      ({keepsImports, isolatedModules, jsxNames}) => keepsImports || isolatedModules || jsxNames.length > 0
    )
  }

  /** Of the tsconfig.json files above the module only the nearest is looked at, and it counts without holding it. */
  function isAbove({path, folder}: Tsconfig, id: ModuleId): boolean {
    return isMain(path) && foldersAbove(id).includes(folder)
  }

  function withReferences(paths: readonly string[]): Tsconfig[] {
    const found = new Set(paths)
    for (const path of found) for (const reference of open(path).references) found.add(reference)
    return [...found].map(open)
  }

  function open(path: string): Tsconfig {
    const config = opened.get(path) ?? readTsconfig(repo, path, [], resolveExtends)
    opened.set(path, config)
    return config
  }
}

function isMain(path: string): boolean {
  return baseOf(path) === 'tsconfig.json'
}

function join(left: EmitOptions, right: EmitOptions): EmitOptions {
  return {
    keepsImports: left.keepsImports || right.keepsImports,
    isolatedModules: left.isolatedModules || right.isolatedModules,
    jsxNames: [...left.jsxNames, ...right.jsxNames]
  }
}
