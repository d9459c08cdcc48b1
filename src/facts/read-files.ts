import {isCodeFile} from '../repo/code-file.ts'
import type {FileRole, Layout} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import type {AstCache} from './ast-cache.ts'
import {contentHashOf} from './content-hash.ts'
import type {ModuleId} from './facts.ts'
import type {FileFacts} from './file-facts.ts'
import type {FileFactsCache} from './file-facts-cache.ts'
import type {RawImport} from './imports.ts'
import {parseModule} from './parse.ts'
import {readModule} from './read-module.ts'
import type {Resolve} from './resolve.ts'

/** Files that are always read. Vendored and generated ones are read when one of these imports them. */
const readRoles: ReadonlySet<FileRole> = new Set(['source', 'test', 'fixture', 'declaration', 'config'])

export interface FileReading {
  readonly resolve: Resolve
  readonly cache: FileFactsCache
  /** Where trees are put that a later question will ask for; undefined when there will be none. */
  readonly trees: AstCache | undefined
}

/** Reads every source file, and what they import, once: text, hash, and on a miss of the cache one parse. */
export function readFiles(repo: Repo, layout: Layout, reading: FileReading): Map<ModuleId, FileFacts> {
  const read = new Map<ModuleId, FileFacts>()
  for (const path of repo.files) {
    // The role of a script is seen in its text, so it is asked for right before the file is read.
    const isWanted = isCodeFile(path) && !read.has(path) && readRoles.has(layout.roleOf(path))
    if (isWanted) readWithImports(path, repo, read, reading)
  }
  return read
}

function readWithImports(
  start: ModuleId,
  repo: Repo,
  read: Map<ModuleId, FileFacts>,
  reading: FileReading
): void {
  const stack = [start]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const facts = read.has(id) ? undefined : readFile(id, repo, reading)
    if (!facts) continue
    read.set(id, facts)
    for (const target of targetsIn(id, facts.imports, reading.resolve))
      if (!read.has(target)) stack.push(target)
  }
}

function readFile(id: ModuleId, repo: Repo, {cache, trees}: FileReading): FileFacts | undefined {
  const text = repo.read(id)
  if (text === undefined) return undefined
  const contentHash = contentHashOf(text)
  const known = cache.get(id, contentHash)
  if (known) return known
  const parsed = parseModule(id, text)
  if (!parsed.hopeless) trees?.add(parsed.ast)
  const facts = readModule(parsed, contentHash)
  cache.set(id, facts)
  return facts
}

/** The modules that imports lead to, in their order. */
export function targetsIn(from: ModuleId, imports: readonly RawImport[], resolve: Resolve): ModuleId[] {
  return imports.flatMap(({specifier, computed}) => {
    const resolution = computed ? undefined : resolve(from, specifier)
    return resolution?.kind === 'module' ? [resolution.path] : []
  })
}
