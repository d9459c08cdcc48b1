import {readdirSync, readFileSync, realpathSync, statSync} from 'node:fs'
import {sep} from 'node:path'
import {compareText} from '../base/compare.ts'
import type {InstalledFiles} from './installed-files.ts'
import {toPosixPath} from './posix-path.ts'

/** Looks below the `node_modules` folders of an absolute root, whose own links are followed already. */
export function openInstalledFiles(absoluteRoot: string): InstalledFiles {
  const root = toPosixPath(absoluteRoot, sep).replace(/\/$/, '')
  const realPaths = new Map<string, string | undefined>()

  return {
    fileExists: path => ask(path, absolute => statOf(absolute)?.isFile() ?? false, false),
    directoryExists: path => ask(path, absolute => statOf(absolute)?.isDirectory() ?? false, false),
    readFile: path => ask(path, readText, undefined),
    getDirectories: path => ask(path, listFolders, []),
    realpath: path => (isInstalled(path) ? (realOf(path) ?? path) : path)
  }

  function ask<T>(path: string, question: (absolute: string) => T, otherwise: T): T {
    return isInstalled(path) && realOf(path) !== undefined ? question(`${root}/${path}`) : otherwise
  }

  /** The root-relative path behind all links; undefined when it is absent or lies outside of the root. */
  function realOf(path: string): string | undefined {
    if (!realPaths.has(path)) realPaths.set(path, withinRoot(realpathOf(`${root}/${path}`)))
    return realPaths.get(path)
  }

  function withinRoot(absolute: string | undefined): string | undefined {
    return absolute?.startsWith(`${root}/`) ? absolute.slice(root.length + 1) : undefined
  }
}

function isInstalled(path: string): boolean {
  return /(?:^|\/)node_modules(?:\/|$)/.test(path)
}

function statOf(absolute: string) {
  try {
    return statSync(absolute, {throwIfNoEntry: false})
  } catch {
    // A folder on the way that is a file, or may not be entered.
    return undefined
  }
}

function realpathOf(absolute: string): string | undefined {
  try {
    return toPosixPath(realpathSync.native(absolute), sep)
  } catch {
    return undefined
  }
}

function readText(absolute: string): string | undefined {
  try {
    return readFileSync(absolute, 'utf8')
  } catch {
    return undefined
  }
}

function listFolders(absolute: string): string[] {
  try {
    return readdirSync(absolute, {withFileTypes: true})
      .filter(
        entry =>
          entry.isDirectory() ||
          (entry.isSymbolicLink() && statOf(`${absolute}/${entry.name}`)?.isDirectory())
      )
      .map(({name}) => name)
      .sort(compareText)
  } catch {
    return []
  }
}
