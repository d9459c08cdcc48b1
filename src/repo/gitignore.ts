import ignore, {type Ignore} from 'ignore'
import {baseOf, folderOf, foldersAbove} from './posix-path.ts'

/** Whether git ignores an entry itself; the caller does not descend into ignored folders. */
export type IsIgnored = (path: string, isFolder: boolean) => boolean

const alwaysLeftOut = new Set(['.git', 'node_modules', '.groundtruth'])

/**
 * Judges entries by the .gitignore files of the tree, the nearest one first and in each the last match.
 * The user's global excludes and `.git/info/exclude` do not count, so that every machine sees the same tree.
 *
 * `readRules` gives the text of a folder's .gitignore, the folder relative to the top of the work tree. `root` is
 * where entries and the `extra` patterns, which win over all, are relative to, itself relative to the top.
 *
 * Source: https://git-scm.com/docs/gitignore
 */
export function createIgnore(
  readRules: (folder: string) => string | undefined,
  extra: readonly string[] = [],
  root = ''
): IsIgnored {
  const extraLines = extra.map(line => fromTop(line, root))
  const matchers = new Map<string, Ignore>()
  return (path, isFolder) => {
    if (alwaysLeftOut.has(baseOf(path))) return true
    const entry = root === '' ? path : `${root}/${path}`
    return matcherOf(folderOf(entry)).ignores(isFolder ? `${entry}/` : entry)
  }

  function matcherOf(folder: string): Ignore {
    const known = matchers.get(folder)
    if (known) return known
    const inherits = folder !== '' && readRules(folder) === undefined
    const matcher = inherits ? matcherOf(folderOf(folder)) : createMatcher(folder)
    matchers.set(folder, matcher)
    return matcher
  }

  /**
   * A file's rules behind those of the files above it, as one list. A matcher per file alone would not do: asked for an
   * entry it also judges the folders above, and so keeps ignoring what a nearer file has taken back.
   */
  function createMatcher(folder: string): Ignore {
    const folders = folder === '' ? [''] : [folder, ...foldersAbove(folder)].reverse()
    const lines = folders.flatMap(each => linesOf(readRules(each) ?? '', each))
    return ignore({ignorecase: false}).add([...lines, ...extraLines])
  }
}

function linesOf(text: string, folder: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .map(line => fromTop(line, folder))
}

/** The line that says in the top's .gitignore what `line` says in the folder's; `''` for one that says nothing. */
function fromTop(line: string, folder: string): string {
  if (folder === '' || line.startsWith('#')) return folder === '' ? line : ''
  const mark = line.startsWith('!') ? '!' : ''
  const glob = line.slice(mark.length).replace(/\r$/, '')
  if (/^\/* *$/.test(glob)) return ''
  const isBound = /\/(?! *$)/.test(glob)
  const prefix = `/${folder.replace(/[\\*?[\]]/g, '\\$&')}/`
  return `${mark}${prefix}${isBound ? glob.replace(/^\//, '') : `**/${glob}`}`
}
