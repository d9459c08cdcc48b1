import {parseDocument} from '../artifacts/regions.ts'
import {removeGenerated} from '../artifacts/remove-generated.ts'
import type {Problem} from '../errors.ts'
import type {StagedStore} from './staged-store.ts'
import {artifactNames} from './with-artifacts.ts'

/**
 * Stages every artifact without its generated parts. A file that then holds nothing, or only the title that groundtruth
 * gives a new file, is removed. One whose markers cannot be paired is held.
 */
export function removeArtifacts(store: StagedStore): readonly Problem[] {
  const problems: Problem[] = []
  for (const artifact of [...artifactNames, ...store.list('design'), ...store.list('docs/design')]) {
    const text = store.read(artifact)
    if (text === undefined) continue
    const unreadable = parseDocument(text).problems
    problems.push(...unreadable.map(problem => ({...problem, path: store.nameOf(artifact)})))
    if (unreadable.length > 0) store.hold(artifact, '')
    const rest = removeGenerated(text)
    if (rest === text) continue
    if (isEmpty(rest)) store.remove(artifact)
    else store.write(artifact, rest)
  }
  return problems
}

/** Titles that groundtruth gives to a new file. */
const ownTitle = /^(?:Architecture of|Detailed design|Danger zones$|Next actions$|Triage$)/

function isEmpty(text: string): boolean {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .filter(line => line.trim() !== '')
  const [title, ...rest] = lines
  if (title === undefined) return true
  return rest.length === 0 && title.startsWith('# ') && ownTitle.test(title.slice(2).trim())
}
