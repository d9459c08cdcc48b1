import {lstatSync, readdirSync, readFileSync, realpathSync} from 'node:fs'
import {dirname, join, resolve, sep} from 'node:path'
import {GroundtruthError} from '../errors.ts'
import {decodeText} from './decode.ts'
import {openInstalledFiles} from './disk-installed-files.ts'
import type {KnownTexts} from './disk-known-texts.ts'
import {findWorkTree} from './disk-work-tree.ts'
import {createIgnore, type IsIgnored} from './gitignore.ts'
import {createListing} from './listing.ts'
import {joinPath} from './posix-path.ts'
import {createProblemLog, type ProblemLog} from './problem-log.ts'
import {createRecentTexts} from './recent-texts.ts'
import type {Repo} from './repo.ts'

/** Characters. A repository's files lead to each other by imports, so a file is asked for again soon or late. */
const recentBudget = 8_000_000

export interface DiskOptions {
  /** Further patterns in .gitignore syntax, relative to the root. */
  readonly ignore?: readonly string[]
  /** What earlier runs know of texts. */
  readonly known?: KnownTexts | undefined
}

/**
 * Opens the folder. Lists it once; texts are read when asked for.
 *
 * Throws `repo/not-found` when there is no such folder, `repo/unreadable` when it cannot be listed.
 */
export function openDiskRepo(absoluteRoot: string, options: DiskOptions = {}): Repo {
  const root = openFolder(absoluteRoot)
  const log = createProblemLog()
  const isIgnored = createDiskIgnore(root, options.ignore)
  const listing = createListing(listFiles(root, isIgnored, log))
  // The layout, what resolves imports and the facts read the same file, not always one right after the other.
  const recent = createRecentTexts(recentBudget)
  const {known} = options
  const read = (path: string) =>
    recent.get(path, () => {
      known?.stamp(path)
      const readable = listing.has(path) || (liesInside(root, path) && entryExists(join(root, path)))
      return readable ? readText(root, path, log) : undefined
    })

  return {
    absoluteRoot: root,
    ...listing,
    exists: path => liesInside(root, path) && entryExists(join(root, path)),
    read,
    derive(path, name, work) {
      const deriveAnew = () => {
        const text = read(path)
        return text === undefined ? undefined : work(text)
      }
      return known && listing.has(path) ? known.get(path, name, deriveAnew) : deriveAnew()
    },
    installed: openInstalledFiles(root),
    problems: log.list
  }
}

/** The rules above a root that is itself ignored do not count: who names an ignored folder wants to see it. */
function createDiskIgnore(root: string, extra: readonly string[] | undefined): IsIgnored {
  const {top, path} = findWorkTree(root)
  const readIn = (base: string) => (folder: string) => readUnchecked(join(base, folder, '.gitignore'))
  const isWanted = path !== '' && createIgnore(readIn(top))(path, true)
  return isWanted ? createIgnore(readIn(root), extra) : createIgnore(readIn(top), extra, path)
}

function openFolder(absoluteRoot: string): string {
  try {
    const root = realpathSync(resolve(absoluteRoot))
    readdirSync(root)
    return root
  } catch (cause) {
    const missing = ['ENOENT', 'ENOTDIR'].includes(codeOf(cause))
    throw new GroundtruthError(
      missing ? 'repo/not-found' : 'repo/unreadable',
      `Expected a readable folder, got ${absoluteRoot} (${codeOf(cause)})`,
      {cause, hint: missing ? 'name an existing folder' : 'check the permissions of the folder'}
    )
  }
}

function listFiles(root: string, isIgnored: IsIgnored, log: ProblemLog): string[] {
  const files: string[] = []
  const folders = ['']
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of listFolder(root, folder, log)) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      // A symbolic link is neither a file nor a folder here, so that no loop and no way out is followed.
      if (entry.isFile() && !isIgnored(path, false)) files.push(path)
      else if (entry.isDirectory() && !isIgnored(path, true)) folders.push(path)
    }
  }
  return files
}

function listFolder(root: string, folder: string, log: ProblemLog) {
  try {
    const entries = readdirSync(join(root, folder), {withFileTypes: true})
    if (folder === '' || !entries.some(entry => entry.name === '.git')) return entries
    log.add('submodule', folder, 'holds a git repository of its own, not read')
  } catch (error) {
    log.add('unreadable', folder, `cannot be listed (${codeOf(error)})`)
  }
  return []
}

function readText(root: string, path: string, log: ProblemLog): string | undefined {
  try {
    const text = decodeText(readFileSync(join(root, path)))
    if (text === undefined) log.add('not-utf8', path, 'not UTF-8 text, not read')
    return text
  } catch (error) {
    log.add('unreadable', path, `cannot be read (${codeOf(error)})`)
    return undefined
  }
}

/** Whether a path that is not listed still lies in the root once the links in its folders are followed. */
function liesInside(root: string, path: string): boolean {
  if (joinPath('', path) === undefined) return false
  try {
    const folder = realpathSync(dirname(join(root, path)))
    const target = entryIsLink(join(root, path)) ? dirname(realpathSync(join(root, path))) : folder
    return [folder, target].every(place => place === root || `${place}${sep}`.startsWith(`${root}${sep}`))
  } catch {
    // A folder that is not there, or a link to nowhere or to itself.
    return false
  }
}

function entryExists(absolutePath: string): boolean {
  return lstatSync(absolutePath, {throwIfNoEntry: false}) !== undefined
}

function entryIsLink(absolutePath: string): boolean {
  return lstatSync(absolutePath, {throwIfNoEntry: false})?.isSymbolicLink() ?? false
}

function readUnchecked(absolutePath: string): string | undefined {
  try {
    if (!lstatSync(absolutePath, {throwIfNoEntry: false})?.isFile()) return undefined
    return decodeText(readFileSync(absolutePath))
  } catch {
    // An ignore file that cannot be read ignores nothing; its own entry in the listing reports it.
    return undefined
  }
}

function codeOf(error: unknown): string {
  return String((error as {code?: unknown} | undefined)?.code ?? 'unknown error')
}
