import {basename, relative, resolve} from 'node:path'
import {compareText} from '../base/compare.ts'
import type {Problem} from '../errors.ts'
import {createCachedReferences} from '../facts/cached-references.ts'
import {openFileFactsCache} from '../facts/open-file-facts-cache.ts'
import {createSession, type Session, type SessionInput} from '../pipeline/session.ts'
import {artifactFolder} from '../repo/artifact-folder.ts'
import {openDiskRepo} from '../repo/disk.ts'
import {openDiskCache} from '../repo/disk-cache.ts'
import {createDiskStore} from '../repo/disk-store.ts'
import {readHistory} from '../repo/git.ts'
import type {CacheFolder} from '../repo/repo.ts'
import type {CliContext} from './context.ts'
import {engine} from './engine.ts'
import {type Location, locate, toPosix} from './location.ts'
import type {Invocation, Options} from './options.ts'
import {readBaseline, readConfig} from './settings.ts'

/** A session on disk, where it works, and what was odd on the way. */
export interface OpenedSession {
  readonly session: Session
  readonly location: Location
  readonly problems: readonly Problem[]
  /** Keeps what was read for the next run, unless nothing may be written. Gives what stood in the way. */
  saveCache(): readonly Problem[]
}

/** How references are read, by the commands that ask for them. */
export type ReferenceReader = SessionInput['readReferences']

/**
 * Opens what an invocation is about. `dir` is its DIR argument, if the command takes one and it was given.
 * A command that asks for references brings their reader.
 */
export function openSession(
  {options}: Invocation,
  dir: string | undefined,
  context: CliContext,
  readReferences: ReferenceReader = refuseReferences
): OpenedSession {
  const location = locate(options, dir, context)
  const {root, cwd} = location
  const config = readConfig(root, options.config, cwd)
  const repo = openDiskRepo(root, {ignore: config.ignore})
  const {absolute, folder, display, problems} = findArtifacts(options, location, artifactFolder(repo))
  const cacheFolder = openDiskCache(options.out === undefined ? root : absolute)
  const caches = openCaches(options, cacheFolder, readReferences)
  const session = createSession({
    repo,
    store: createDiskStore(absolute, display),
    folder,
    fallbackName: basename(root),
    config,
    baseline: readBaseline(root),
    policy: options.adopt ? 'adopt' : options.discard ? 'discard' : 'stop',
    facts: {...(caches ? {cache: caches.files} : {}), keepsTrees: readReferences !== refuseReferences},
    readHistory: () => readHistory(root),
    readReferences: caches?.references.read ?? readReferences
  })
  return {
    session,
    location,
    problems,
    saveCache() {
      if (options.check || options.dryRun) return []
      caches?.files.save()
      caches?.references.save()
      return cacheFolder.problems()
    }
  }
}

function openCaches({cache}: Options, folder: CacheFolder, readReferences: ReferenceReader) {
  if (cache === false || engine === undefined) return undefined
  return {
    files: openFileFactsCache(folder, engine),
    references: createCachedReferences(folder, engine, readReferences)
  }
}

function refuseReferences(): never {
  throw new Error('This command has to bring a reader of references')
}

/** Where the artifacts lie: the folder of `--out`, else the one that holds ARCHITECTURE.md, else the root. */
function findArtifacts(
  {out}: Options,
  {root, cwd}: Location,
  found: {readonly folder: string; readonly problems: readonly Problem[]}
) {
  if (out === undefined)
    return {
      absolute: resolve(root, found.folder),
      folder: found.folder,
      display: found.folder,
      problems: [...found.problems].sort((a, b) => compareText(a.path ?? '', b.path ?? ''))
    }
  const absolute = resolve(cwd, out)
  const inside = toPosix(relative(root, absolute))
  const isInside = inside !== '..' && !inside.startsWith('../') && !/^[a-zA-Z]:/.test(inside)
  return {
    absolute,
    folder: isInside ? inside : undefined,
    display: isInside ? inside : toPosix(out).replace(/\/+$/, ''),
    problems: []
  }
}
