import type {Problem} from '../errors.ts'
import {createCachedReferences} from '../facts/cached-references.ts'
import {openFileFactsCache} from '../facts/open-file-facts-cache.ts'
import {installedScriptParsers, scriptParserVersions} from '../facts/script-blocks/installed-parsers.ts'
import {createSession, type Session, type SessionInput} from '../pipeline/session.ts'
import {readHistory} from '../repo/git.ts'
import type {History} from '../repo/history.ts'
import type {CacheFolder} from '../repo/repo.ts'
import type {CliContext} from './context.ts'
import {readersOf} from './engine.ts'
import type {Location} from './location.ts'
import {openPlace, type Place} from './open-place.ts'
import type {Invocation, Options} from './options.ts'

/** A session on disk, where it works, and what was odd on the way. */
export interface OpenedSession {
  readonly session: Session
  readonly location: Location
  readonly problems: readonly Problem[]
  /** Keeps what was read for the next run, unless nothing may be written. Gives what stood in the way. */
  saveCache(): readonly Problem[]
  /** Whether git was asked, so that more than the files decided on the result. */
  askedHistory(): boolean
}

/** How references are read, by the commands that ask for them. */
export type ReferenceReader = SessionInput['readReferences']

/** Opens what an invocation is about. A command that asks for references brings their reader. */
export async function openSession(
  invocation: Invocation,
  dir: string | undefined,
  context: CliContext,
  readReferences?: ReferenceReader
): Promise<OpenedSession> {
  return openSessionAt(await openPlace(invocation, dir, context), invocation.options, readReferences)
}

/** A session on a place that is open already. A command that asks git for little brings its reader. */
export function openSessionAt(
  place: Place,
  options: Options,
  readReferences: ReferenceReader = refuseReferences,
  readHistoryAt: (absoluteRoot: string) => History | undefined = readHistory
): OpenedSession {
  const {location, config, baseline, repo, store, folder, rootName, cacheFolder, problems} = place
  const parsers = installedScriptParsers()
  const caches = openCaches(options, cacheFolder, readReferences, scriptParserVersions(parsers))
  let isHistoryAsked = false
  const session = createSession({
    repo,
    store,
    folder,
    fallbackName: rootName,
    config,
    baseline,
    policy: options.adopt ? 'adopt' : options.discard ? 'discard' : 'stop',
    facts: {
      ...(caches ? {cache: caches.files} : {}),
      keepsTrees: readReferences !== refuseReferences,
      parsers
    },
    readHistory() {
      isHistoryAsked = true
      return readHistoryAt(location.root)
    },
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
      place.saveTexts()
      return cacheFolder.problems()
    },
    askedHistory: () => isHistoryAsked
  }
}

function openCaches(
  {cache}: Options,
  folder: CacheFolder,
  readReferences: ReferenceReader,
  parserVersions: string
) {
  const readers = readersOf(parserVersions)
  if (cache === false || readers === undefined) return undefined
  return {
    files: openFileFactsCache(folder, readers),
    references: createCachedReferences(folder, readers, readReferences)
  }
}

function refuseReferences(): never {
  throw new Error('This command has to bring a reader of references')
}
