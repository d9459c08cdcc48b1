import {installedScriptParsers, scriptParserVersions} from '../facts/script-blocks/installed-parsers.ts'
import {readersOf} from './engine.ts'
import type {Place} from './open-place.ts'
import type {Options} from './options.ts'
import {createReplay, type Replay} from './replay.ts'

/**
 * The earlier outcome of a command at a place; undefined when its caches are off, or when more was asked for than to
 * write what belongs there and say so.
 */
export function openReplay(command: string, place: Place, options: Options): Replay | undefined {
  const readers = readersOf(scriptParserVersions(installedScriptParsers()))
  const {cache, json, format, check, dryRun, adopt, discard, failOn} = options
  const asksMore = [json, format, check, dryRun, adopt, discard, failOn].some(Boolean)
  if (readers === undefined || cache === false || asksMore) return undefined
  const {location, config, baseline, folder, rootName, cacheFolder, repo, store} = place
  const rest = [options.all, options.out, location.scope, rootName, folder, config, baseline, place.problems]
  return createReplay({
    folder: cacheFolder,
    name: command,
    key: JSON.stringify([readers, command, ...rest.map(each => each ?? null)]),
    repo,
    store
  })
}
