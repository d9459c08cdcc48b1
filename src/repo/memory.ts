import {compareText} from '../base/compare.ts'
import {decodeText} from './decode.ts'
import {createIgnore} from './gitignore.ts'
import {nothingInstalled} from './installed-files.ts'
import {createListing} from './listing.ts'
import {isWithin} from './posix-path.ts'
import {createProblemLog} from './problem-log.ts'
import type {ArtifactStore, Repo} from './repo.ts'

/**
 * A repository made of path to text; bytes stand for files that may not be UTF-8.
 * The same files are left out as on disk: what a `.gitignore` among them ignores, `node_modules` and the like.
 */
export function createMemoryRepo(files: Readonly<Record<string, string | Uint8Array>>): Repo {
  const contents = new Map(Object.entries(files))
  const textOf = (path: string) => {
    const content = contents.get(path)
    return content instanceof Uint8Array ? decodeText(content) : content
  }
  const isIgnored = createIgnore(folder => textOf(folder === '' ? '.gitignore' : `${folder}/.gitignore`))
  const listing = createListing([...contents.keys()].filter(path => !isLeftOut(path, isIgnored)))
  const log = createProblemLog()
  const read = (path: string) => {
    const text = textOf(path)
    if (text === undefined && contents.has(path)) log.add('not-utf8', path, 'not UTF-8 text, not read')
    return text
  }

  return {
    absoluteRoot: undefined,
    ...listing,
    exists: path => [...contents.keys()].some(file => isWithin(file, path)),
    read,
    derive(path, _, work) {
      const text = read(path)
      return text === undefined ? undefined : work(text)
    },
    installed: nothingInstalled,
    problems: log.list
  }
}

/** Whether the path or a folder above it is ignored. */
function isLeftOut(path: string, isIgnored: (path: string, isFolder: boolean) => boolean): boolean {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    if (isIgnored(path.slice(0, slash), true)) return true
  }
  return isIgnored(path, false)
}

/** Artifacts in memory; `files` is what was written so far, by artifact. `folder` only shows in names. */
export function createMemoryStore(
  initial: Readonly<Record<string, string>> = {},
  folder = ''
): ArtifactStore & {readonly files: Record<string, string>} {
  const files: Record<string, string> = {...initial}
  return {
    files,
    nameOf: artifact => (folder === '' ? artifact : `${folder}/${artifact}`),
    read: artifact => files[artifact],
    write(artifact, text) {
      files[artifact] = text
    },
    remove(artifact) {
      delete files[artifact]
    },
    list(below) {
      const prefix = below.endsWith('/') || below === '' ? below : `${below}/`
      return Object.keys(files)
        .filter(file => file.startsWith(prefix))
        .sort(compareText)
    }
  }
}
