import {findNodeAtLocation, parseTree} from 'jsonc-parser'
import {compareBy} from '../base/compare.ts'
import {isCodeFile, isDeclarationFile} from '../repo/code-file.ts'
import {isObject} from '../repo/json.ts'
import type {Layout, Package} from '../repo/layout.ts'
import {joinPath} from '../repo/posix-path.ts'
import type {Repo} from '../repo/repo.ts'
import {targetsOf} from '../repo/targets.ts'
import type {EntryPoint, EntryPointKind, ModuleId} from './facts.ts'

interface Found extends EntryPoint {
  /** Lower is kept when the same name leads to the same module twice. */
  readonly rank: number
}

const ranks: readonly EntryPointKind[] = ['bin', 'exports', 'main', 'script']

/**
 * What starts the code from outside: commands, exports, `main`, and scripts that name a file of the repository.
 * Build outputs are given as their source; a name that leads to a module counts once. Sorted by path, kind, name.
 */
export function entryPointsOf(repo: Repo, layout: Layout, isModule: (id: ModuleId) => boolean): EntryPoint[] {
  const found = layout.packages
    .flatMap(pack => [...targetEntries(pack), ...scriptEntries(pack)])
    .sort(
      compareBy(
        entry => entry.rank,
        entry => entry.line
      )
    )
  const kept = new Map<string, EntryPoint>()
  for (const {rank: _, ...entry} of found) {
    const key = keyOf(entry)
    if (!kept.has(key)) kept.set(key, entry)
  }
  return [...kept.values()].sort(
    compareBy(
      ({path}) => path,
      ({kind}) => kind,
      ({name}) => name
    )
  )

  /** A pattern (`./internal/*`) leads to many modules, none of which stands for it. */
  function targetEntries(pack: Package): Found[] {
    const lineOf = createLineOf(repo.read(pack.manifestPath) ?? '')
    return targetsOf(pack).flatMap(({field, name, path, jsonPath}) => {
      const module = name.includes('*') ? undefined : moduleOf(path)
      if (module === undefined) return []
      const own = field === 'main' ? mainName(jsonPath) : name
      return [toFound(field, own, module, lineOf(jsonPath))]
    })
  }

  /** A script's command may name a file: `node scripts/x.mjs`, `tsx src/x.ts`. */
  function scriptEntries({manifest, manifestPath, path: folder}: Package): Found[] {
    if (!isObject(manifest.scripts)) return []
    const lineOf = createLineOf(repo.read(manifestPath) ?? '')
    return Object.entries(manifest.scripts).flatMap(([name, command]) =>
      filesIn(command, folder).map(path => toFound('script', name, path, lineOf(['scripts', name])))
    )
  }

  function filesIn(command: unknown, folder: string): ModuleId[] {
    if (typeof command !== 'string') return []
    return command.split(/[\s;&|()'"=]+/).flatMap(word => {
      const path = isCodeFile(word) ? joinPath(folder, word) : undefined
      const module = path === undefined ? undefined : moduleOf(path)
      return module !== undefined && layout.roleOf(module) === 'source' ? [module] : []
    })
  }

  function moduleOf(path: string): ModuleId | undefined {
    const source = layout.sourceOf(path)
    if (source !== undefined) return isModule(source) ? source : undefined
    const candidates = [path, `${path}.js`, joinPath(path, 'index.js') ?? '']
    return candidates.find(candidate => isModule(candidate) && !isDeclarationFile(candidate))
  }
}

/** What counts once: the fields beside `main` say no more than it when they lead to the same module. */
function keyOf({kind, name, path}: EntryPoint): string {
  if (kind === 'main') return `${path}\n\n.`
  return `${path}\n${kind === 'script' || kind === 'bin' ? kind : ''}\n${name}`
}

/** `.` for the field `main`; its kin (`browser`, `module`, `types`) go by their own name. */
function mainName([field]: readonly (string | number)[]): string {
  return field === 'main' ? '.' : String(field)
}

function toFound(kind: EntryPointKind, name: string, path: ModuleId, line: number): Found {
  return {kind, name, path, line, rank: kind === 'main' && name !== '.' ? ranks.length : ranks.indexOf(kind)}
}

/** Lines of a manifest's values by their keys. */
function createLineOf(text: string): (jsonPath: readonly (string | number)[]) => number {
  const tree = parseTree(text.replace(/^\uFEFF/, ' '))
  return jsonPath => {
    const node = tree && findNodeAtLocation(tree, [...jsonPath])
    return text.slice(0, node?.offset ?? 0).split('\n').length
  }
}
