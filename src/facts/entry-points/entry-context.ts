import {isDeclarationFile, sourceExtensions} from '../../repo/code-file.ts'
import type {Layout} from '../../repo/layout.ts'
import {joinPath} from '../../repo/posix-path.ts'
import type {Repo} from '../../repo/repo.ts'
import type {EntryPoint, ModuleId} from '../facts.ts'

/** What the readers of entry points ask of the repository. */
export interface EntryContext {
  readonly repo: Repo
  readonly layout: Layout
  /** The module that a path means, with its extension or without; of a build output its source. */
  moduleOf(path: string | undefined): ModuleId | undefined
  /** The same, but only production code. */
  sourceAt(path: string | undefined): ModuleId | undefined
}

export type ReadEntries = (context: EntryContext) => EntryPoint[]

export function createEntryContext(
  repo: Repo,
  layout: Layout,
  isModule: (id: ModuleId) => boolean
): EntryContext {
  return {
    repo,
    layout,
    moduleOf,
    sourceAt(path) {
      const module = moduleOf(path)
      return module !== undefined && layout.roleOf(module) === 'source' ? module : undefined
    }
  }

  function moduleOf(path: string | undefined): ModuleId | undefined {
    if (path === undefined) return undefined
    const source = layout.sourceOf(path)
    if (source !== undefined) return isModule(source) ? source : undefined
    const candidates = [
      path,
      ...sourceExtensions.map(end => path + end),
      ...sourceExtensions.map(end => joinPath(path, `index${end}`) ?? '')
    ]
    const found = candidates.find(candidate => isModule(candidate) && !isDeclarationFile(candidate))
    if (found !== undefined) return found
    const built = [`${path}.js`, joinPath(path, 'index.js') ?? ''].flatMap(
      each => layout.sourceOf(each) ?? []
    )
    return built.find(isModule)
  }
}
