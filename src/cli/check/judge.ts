import {checkDocuments, type NamedText} from '../../pipeline/check.ts'
import type {Findings} from '../../pipeline/check-result.ts'
import type {Place} from '../open-place.ts'
import type {Options} from '../options.ts'
import type {Replay} from '../replay.ts'
import type {CheckReport} from './check-report.ts'
import {openCheckSession} from './open-check-session.ts'

/** Judges the documents, and keeps what was found for the next run. */
export function judge(
  documents: readonly NamedText[],
  place: Place,
  options: Options,
  replay: Replay<Findings> | undefined
): Pick<CheckReport, 'result' | 'problems'> {
  const {session, extract, saveCache, askedHistory} = openCheckSession(
    {...place, ...replay?.through},
    options
  )
  const result = checkDocuments(session, documents, extract)
  const {claims, problems} = result
  replay?.keep({claims, problems}, [], askedHistory())
  return {result, problems: [...place.problems, ...problems, ...saveCache()]}
}
