import {contentHashOf} from '../base/content-hash.ts'
import type {FileRole, Layout} from '../repo/layout.ts'
import type {Repo} from '../repo/repo.ts'
import type {AstCache} from './ast-cache.ts'
import type {ModuleId} from './facts.ts'
import type {FileFacts} from './file-facts.ts'
import type {FileFactsCache} from './file-facts-cache.ts'
import {parseFile} from './parse-file.ts'
import {readModule} from './read-module.ts'
import type {Resolution, Resolve} from './resolve.ts'
import type {ScriptParsers} from './script-blocks/script-block.ts'

/** Files that are always read. Vendored and generated ones are read when one of these imports them. */
const readRoles: ReadonlySet<FileRole> = new Set(['source', 'test', 'fixture', 'declaration', 'config'])

/** A file as read, and where what it imports leads. */
export interface ReadFile {
  readonly facts: FileFacts
  /** By specifier, in the order of the imports; computed ones are left out. */
  readonly resolutions: ReadonlyMap<string, Resolution>
}

export interface FileReading {
  readonly resolve: Resolve
  readonly cache: FileFactsCache
  readonly parsers: ScriptParsers
  /** Where trees are put that a later question will ask for; undefined when there will be none. */
  readonly trees: AstCache | undefined
}

/** Reads every source file, and what they import, once: text, hash, and on a miss of the cache one parse. */
export function readFiles(repo: Repo, layout: Layout, reading: FileReading): Map<ModuleId, ReadFile> {
  const read = new Map<ModuleId, ReadFile>()
  for (const path of repo.files) {
    // The role of a script is seen in its text, so it is asked for right before the file is read.
    const isWanted = layout.isCode(path) && !read.has(path) && readRoles.has(layout.roleOf(path))
    if (isWanted) readWithImports(path, repo, read, reading)
  }
  return read
}

function readWithImports(
  start: ModuleId,
  repo: Repo,
  read: Map<ModuleId, ReadFile>,
  reading: FileReading
): void {
  const stack = [start]
  for (let id = stack.pop(); id !== undefined; id = stack.pop()) {
    const facts = read.has(id) ? undefined : readFile(id, repo, reading)
    if (!facts) continue
    const resolutions = resolveImports(id, facts, reading.resolve)
    read.set(id, {facts, resolutions})
    for (const target of targetsOf({resolutions})) if (!read.has(target)) stack.push(target)
  }
}

function readFile(id: ModuleId, repo: Repo, {cache, parsers, trees}: FileReading): FileFacts | undefined {
  const hash = repo.derive(id, 'hash', contentHashOf)
  const known = hash === undefined ? undefined : cache.get(id, hash)
  if (known) return known
  const text = hash === undefined ? undefined : repo.read(id)
  if (text === undefined) return undefined
  const parsed = parseFile(id, text, parsers)
  if (!parsed) return undefined
  if (!parsed.hopeless) trees?.add(parsed.ast.path, parsed.ast)
  // The tree of a component holds blanks for its markup.
  // Of the text that was parsed: the file may have changed since it was asked for.
  const facts = {...readModule(parsed, contentHashOf(text)), size: Buffer.byteLength(text)}
  cache.set(id, facts)
  return facts
}

function resolveImports(id: ModuleId, {imports}: FileFacts, resolve: Resolve): Map<string, Resolution> {
  const resolutions = new Map<string, Resolution>()
  for (const {specifier, computed, kind} of imports)
    if (!computed && !resolutions.has(specifier)) resolutions.set(specifier, resolve(id, specifier, kind))
  return resolutions
}

/** The modules that a file's imports lead to, in their order. */
export function targetsOf({resolutions}: Pick<ReadFile, 'resolutions'>): ModuleId[] {
  return [...resolutions.values()].flatMap(each => (each.kind === 'module' ? [each.path] : []))
}
