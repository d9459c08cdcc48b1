import {extractClaims} from '../../claims/extract.ts'
import {type ExtractedClaims, openExtractedClaims} from '../../claims/extracted-claims.ts'
import {installedScriptParsers, scriptParserVersions} from '../../facts/script-blocks/installed-parsers.ts'
import {readHistoryOfRenames} from '../../repo/git-renames.ts'
import {readersOf} from '../engine.ts'
import type {Place} from '../open-place.ts'
import {type OpenedSession, openSessionAt} from '../open-session.ts'
import type {Options} from '../options.ts'

export interface CheckSession extends OpenedSession {
  /** Gives what `extractClaims` gives. */
  readonly extract: ExtractedClaims['extract']
}

/**
 * A session for judging documents: of git's history they need renames and removals. These
 * and the claims of documents are kept from run to run.
 */
export function openCheckSession(place: Place, options: Options): CheckSession {
  const engine = readersOf(scriptParserVersions(installedScriptParsers()))
  if (engine === undefined || options.cache === false)
    return {...openSessionAt(place, options), extract: extractClaims}
  const mayWrite = !options.check && !options.dryRun
  const cache = mayWrite ? place.cacheFolder : {...place.cacheFolder, write: () => undefined}
  const claims = openExtractedClaims(cache, engine)
  const opened = openSessionAt(place, options, undefined, root => {
    const revision = place.revision()
    return revision && readHistoryOfRenames(root, {revision, cache, engine})
  })
  return {
    ...opened,
    extract: claims.extract,
    saveCache() {
      claims.save()
      return opened.saveCache()
    }
  }
}
