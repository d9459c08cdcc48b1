import {installedScriptParsers, scriptParserVersions} from '../facts/script-blocks/installed-parsers.ts'
import {readersOf} from './engine.ts'
import type {Place} from './open-place.ts'
import type {Options} from './options.ts'
import type {Outcome} from './outcome.ts'
import {createReplay, type Replay} from './replay.ts'

/**
 * The earlier outcome of a command that writes artifacts; undefined when its caches are off, or when more was asked for
 * than to write what belongs there and say so.
 */
export function openReplay(command: string, place: Place, options: Options): Replay<Outcome> | undefined {
  const {json, format, check, dryRun, adopt, discard, failOn} = options
  const asksMore = [json, format, check, dryRun, adopt, discard, failOn].some(Boolean)
  return asksMore ? undefined : openReplayOf(command, place, options, [options.all, place.location.scope])
}

/** The earlier outcome of a piece of work at a place; `key` holds what decides on it beside the place and the engine. */
export function openReplayOf<T>(
  name: string,
  place: Place,
  {cache, out}: Options,
  key: readonly unknown[]
): Replay<T> | undefined {
  const readers = readersOf(scriptParserVersions(installedScriptParsers()))
  if (readers === undefined || cache === false) return undefined
  const {config, baseline, folder, rootName, cacheFolder, repo, store} = place
  const all = [...key, out, rootName, folder, config, baseline, place.problems]
  return createReplay({
    folder: cacheFolder,
    name,
    key: JSON.stringify([readers, name, ...all.map(each => each ?? null)]),
    repo,
    store,
    revision: () => JSON.stringify(place.revision())
  })
}
