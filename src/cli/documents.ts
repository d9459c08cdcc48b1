import {readFileSync, realpathSync, type Stats, statSync} from 'node:fs'
import {relative, resolve} from 'node:path'
import {findTaskFiles} from '../artifacts/task-files.ts'
import {compareBy, sortedUnique} from '../base/compare.ts'
import {GroundtruthError} from '../errors.ts'
import type {NamedText} from '../pipeline/check.ts'
import {confirmationOf} from '../pipeline/confirmation.ts'
import {decisionRecords, defaultDocuments, markdownBelow} from '../pipeline/default-documents.ts'
import type {Repo} from '../repo/repo.ts'
import {type Location, toPosix} from './location.ts'
import type {Place} from './open-place.ts'

/**
 * The documents that `check` judges: the named ones, else those that are found by name, and of decision records the parts
 * that say how the decision is followed. Sorted by path.
 */
export function documentsToCheck(names: readonly string[], place: Place): NamedText[] {
  const {location, repo} = place
  if (names.length > 0)
    return resolveDocuments(names, location, repo).map(path => readDocument(path, location))
  const records = decisionRecords(place).flatMap(path => {
    const document = readDocument(path, location)
    const lines = confirmationOf(document.text)
    return lines.length > 0 ? [{...document, lines}] : []
  })
  const whole = defaultDocuments(place).map(path => readDocument(path, location))
  return [...whole, ...records].sort(compareBy(({path}) => path))
}

/**
 * FILE arguments as paths relative to the root, sorted; a folder stands for the Markdown below it that the repository lists.
 *
 * Throws `document/not-found` for what is not there or lies outside the root.
 */
export function resolveDocuments(names: readonly string[], {cwd, root}: Location, repo: Repo): string[] {
  return sortedUnique(
    names.flatMap(name => {
      const absolute = resolve(cwd, name)
      const stats = statsOf(name, absolute)
      const path = pathInRoot(absolute, root)
      if (path === undefined) throw outside(name)
      return stats.isDirectory() ? markdownBelow(path, repo.files) : [path]
    })
  )
}

/**
 * The task files that `triage` was given, sorted by path. A folder stands for the task files below it, without any for the
 * Markdown. A file outside of the root is shown by its path from the current folder.
 *
 * Throws `document/not-found` for what is not there or no UTF-8, for a folder outside, and for a link that leads outside.
 */
export function readTaskFiles(names: readonly string[], location: Location, repo: Repo): NamedText[] {
  const texts = names.flatMap(name => {
    const absolute = resolve(location.cwd, name)
    const isFolder = statsOf(name, absolute).isDirectory()
    const path = pathInRoot(absolute, location.root)
    if (path !== undefined)
      return (isFolder ? taskFilesBelow(path, repo.files) : [path]).map(each => readDocument(each, location))
    if (isFolder) throw notFound(name, 'a folder outside of the root', 'name the files in it')
    if (isBelow(toPosix(relative(location.root, absolute)))) throw outside(name)
    return [readDocument(toPosix(relative(location.cwd, absolute)), {root: location.cwd})]
  })
  return [...new Map(texts.map(text => [text.path, text])).values()].sort(compareBy(({path}) => path))
}

function taskFilesBelow(folder: string, files: readonly string[]): string[] {
  const prefix = folder === '' ? '' : `${folder}/`
  const found = findTaskFiles(files).filter(path => path.startsWith(prefix))
  return found.length > 0 ? found : markdownBelow(folder, files)
}

function statsOf(name: string, absolute: string): Stats {
  const stats = statSync(absolute, {throwIfNoEntry: false})
  if (stats) return stats
  throw notFound(name, 'nothing there', 'see the path, which counts from the current folder')
}

/** Undefined when it lies outside, links resolved. */
function pathInRoot(absolute: string, root: string): string | undefined {
  const path = toPosix(relative(root, realpathSync(absolute)))
  return isBelow(path) ? path : undefined
}

function isBelow(path: string): boolean {
  return path !== '..' && !path.startsWith('../') && !/^[a-zA-Z]:/.test(path)
}

function outside(name: string): GroundtruthError {
  return notFound(name, 'a file outside of the root', 'change to the repository that holds it with -C')
}

/** The text of a document, also of one that git ignores. Throws `document/not-found` when it cannot be read as UTF-8. */
export function readDocument(path: string, {root}: Pick<Location, 'root'>): NamedText {
  try {
    const bytes = readFileSync(resolve(root, path))
    return {path, text: new TextDecoder('utf-8', {fatal: true, ignoreBOM: true}).decode(bytes)}
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code
    const found = code === undefined || code.startsWith('ERR_ENCODING') ? 'other bytes' : code
    throw notFound(path, found, 'save it as UTF-8 and see that it may be read', cause)
  }
}

function notFound(name: string, found: string, hint: string, cause?: unknown): GroundtruthError {
  return new GroundtruthError(
    'document/not-found',
    `Expected ${name} to be a UTF-8 text file, got ${found}`,
    {
      hint,
      cause
    }
  )
}
