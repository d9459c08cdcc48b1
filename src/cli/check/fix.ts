import {diffOf} from '../../pipeline/artifact-changes.ts'
import type {NamedText} from '../../pipeline/check.ts'
import {fixDocuments} from '../../pipeline/fix-documents.ts'
import {createDiskStore} from '../../repo/disk-store.ts'
import type {ReportedArtifact} from '../../report/writing.ts'
import type {Place} from '../open-place.ts'
import type {Options} from '../options.ts'
import type {CheckReport} from './check-report.ts'
import {openCheckSession} from './open-check-session.ts'

/** Fixes the documents, and writes them unless `--check` or `--dry-run` says otherwise. */
export function fix(
  documents: readonly NamedText[],
  place: Place,
  options: Options
): Omit<CheckReport, 'prefix'> {
  const {session, saveCache} = openCheckSession(place, options)
  const outcome = fixDocuments(session, documents)
  const artifacts = documents.flatMap((before, index) => {
    const after = outcome.documents[index]
    return after === undefined || after.text === before.text ? [] : [toArtifact(before, after)]
  })
  const store = createDiskStore(place.location.root)
  if (!options.check && !options.dryRun)
    for (const {path, text} of outcome.documents)
      if (artifacts.some(artifact => artifact.path === path)) store.write(path, text)
  const problems = [...place.problems, ...outcome.result.problems, ...saveCache()]
  return {
    documents: outcome.documents,
    result: outcome.result,
    problems,
    fixed: {names: outcome.fixed, artifacts}
  }
}

function toArtifact({path, text}: NamedText, after: NamedText): ReportedArtifact {
  return {path, change: 'updated', diff: diffOf(path, text, after.text)}
}
