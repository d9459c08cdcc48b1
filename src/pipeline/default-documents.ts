import ignore from 'ignore'
import {compareBy, sortedUnique} from '../base/compare.ts'
import type {Config} from './config.ts'
import type {Session} from './session.ts'

const rootDocuments = new Set(['architecture.md', 'readme.md', 'agents.md', 'claude.md', 'contributing.md'])
/** Documents that GitHub shows from several places, and those places in its order. Source: docs.github.com, "About READMEs". */
const shownDocuments = ['readme.md', 'contributing.md']
const shownFolders = ['.github', '', 'docs']
const architectureInDocs = /^docs\/(?:.*\/)?architecture(?:[^/]*|\/.*)\.md$/i

/** Folders for decision records: MADR's, adr-tools' and those that are derived from them. */
const recordFolder =
  /^(?:docs?\/)?(?:(?:architecture\/|architectural-|architecture-)?decisions|adrs?|architecture\/adrs?)\//i
const recordTemplate = /(?:^|[/_.-])(?:template|readme|index)(?:[_.-]|$)/i

/**
 * The documents that `check` judges when none is named: those of the settings, else ARCHITECTURE.md wherever the artifacts
 * lie, and by convention ARCHITECTURE.md, README.md, AGENTS.md, CLAUDE.md and CONTRIBUTING.md in the root, a README.md or
 * CONTRIBUTING.md that GitHub shows in their place, and what is called or lies in `architecture` below docs. Sorted.
 */
export function defaultDocuments({
  repo,
  folder,
  config
}: Pick<Session, 'repo' | 'folder' | 'config'>): string[] {
  if (config.documents !== undefined) return namedBySettings(config.documents, repo.files)
  const architecture = folder === undefined || folder === '' ? 'ARCHITECTURE.md' : `${folder}/ARCHITECTURE.md`
  const shown = new Set(shownDocuments.flatMap(name => shownByGitHub(name, repo.files)))
  return repo.files.filter(
    path =>
      rootDocuments.has(path.toLowerCase()) ||
      path === architecture ||
      shown.has(path) ||
      (architectureInDocs.test(path) && !recordFolder.test(path) && !recordTemplate.test(path))
  )
}

/**
 * Decision records, of which `check` judges only what confirms that the decision is followed: where the settings name no
 * documents. Templates and lists are left out. Sorted.
 */
export function decisionRecords({repo, config}: Pick<Session, 'repo' | 'config'>): string[] {
  if (config.documents !== undefined) return []
  return repo.files.filter(
    path => recordFolder.test(path) && /\.md$/i.test(path) && !recordTemplate.test(path)
  )
}

function shownByGitHub(name: string, files: readonly string[]): string[] {
  const rankOf = (path: string) => shownFolders.indexOf(path.slice(0, Math.max(0, path.lastIndexOf('/'))))
  const found = files.filter(
    path => path.slice(path.lastIndexOf('/') + 1).toLowerCase() === name && rankOf(path) >= 0
  )
  return found.sort(compareBy(rankOf, path => path)).slice(0, 1)
}

/** A path, a folder for all Markdown below it, or a glob. What is not there stays, so that it is reported. */
function namedBySettings(documents: Config['documents'] & object, files: readonly string[]): string[] {
  return sortedUnique(
    documents.flatMap(document => {
      const name = document.replace(/^\.\//, '').replace(/\/$/, '')
      const below = /[*?[]/.test(name) ? matching(name, files) : markdownBelow(name, files)
      return below.length > 0 ? below : [name]
    })
  )
}

/** Source: the syntax of .gitignore, from the root. */
function matching(glob: string, files: readonly string[]): string[] {
  const matcher = ignore().add(`/${glob}`)
  return files.filter(path => matcher.ignores(path))
}

/** The Markdown files below a folder, `''` for all. */
export function markdownBelow(folder: string, files: readonly string[]): string[] {
  const prefix = folder === '' ? '' : `${folder}/`
  return files.filter(path => path.startsWith(prefix) && /\.(?:md|markdown|mdx)$/i.test(path))
}
