import {sortedUnique} from '../base/compare.ts'
import type {Config} from './config.ts'
import type {Session} from './session.ts'

const rootDocuments = new Set(['architecture.md', 'readme.md', 'agents.md', 'claude.md', 'contributing.md'])
const architectureInDocs = /^docs\/(?:.*\/)?architecture[^/]*\.md$/i

/**
 * The documents that `check` judges when none is named: those of the settings, else ARCHITECTURE.md wherever the artifacts
 * lie, and by convention README.md, AGENTS.md, CLAUDE.md and CONTRIBUTING.md in the root and docs/**\/architecture*.md. Sorted.
 */
export function defaultDocuments({
  repo,
  folder,
  config
}: Pick<Session, 'repo' | 'folder' | 'config'>): string[] {
  if (config.documents !== undefined) return namedBySettings(config.documents, repo.files)
  const architecture = folder === undefined || folder === '' ? 'ARCHITECTURE.md' : `${folder}/ARCHITECTURE.md`
  return sortedUnique(
    repo.files.filter(
      path => rootDocuments.has(path.toLowerCase()) || architectureInDocs.test(path) || path === architecture
    )
  )
}

/** A path, or a folder for all Markdown below it. A path that is not there stays, so that it is reported. */
function namedBySettings(documents: Config['documents'] & object, files: readonly string[]): string[] {
  return sortedUnique(
    documents.flatMap(document => {
      const name = document.replace(/^\.\//, '').replace(/\/$/, '')
      const below = markdownBelow(name, files)
      return below.length > 0 ? below : [name]
    })
  )
}

/** The Markdown files below a folder, `''` for all. */
export function markdownBelow(folder: string, files: readonly string[]): string[] {
  const prefix = folder === '' ? '' : `${folder}/`
  return files.filter(path => path.startsWith(prefix) && /\.(?:md|markdown|mdx)$/i.test(path))
}
