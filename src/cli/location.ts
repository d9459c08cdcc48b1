import {existsSync, realpathSync, statSync} from 'node:fs'
import {join, relative, resolve, sep} from 'node:path'
import {GroundtruthError} from '../errors.ts'
import {findRoot, isRoot} from '../repo/disk-root.ts'
import type {CliContext} from './context.ts'
import type {Options} from './options.ts'

/** Where a command works. */
export interface Location {
  /** The current folder, after `-C`. Absolute. */
  readonly cwd: string
  /** Absolute. */
  readonly root: string
  /** Folder that is reported on, POSIX and relative to the root; `''` for all of it. */
  readonly scope: string
}

/**
 * The root and what to report of it. A DIR inside the root narrows the report; one outside, or one that is a project
 * of its own, is a root itself.
 */
export function locate({directory}: Options, dir: string | undefined, context: CliContext): Location {
  const cwd = existingFolder(resolve(context.cwd, directory ?? '.'), directory)
  const root = findRoot(cwd)
  if (dir === undefined) return {cwd, root, scope: ''}
  const target = existingFolder(resolve(cwd, dir), dir)
  const scope = toPosix(relative(root, target))
  const isInside = scope !== '..' && !scope.startsWith('../') && !/^[a-zA-Z]:/.test(scope)
  return isInside && !isOwnRoot(root, target) ? {cwd, root, scope} : {cwd, root: target, scope: ''}
}

/**
 * A git repository of its own, whose files the outer one does not list; or a package in a folder that is no project at
 * all: who unpacks one into a folder of downloads and names it means the package, not the folder.
 */
function isOwnRoot(root: string, target: string): boolean {
  if (target === root) return false
  if (existsSync(join(target, '.git'))) return true
  const hasManifest = (folder: string) => existsSync(join(folder, 'package.json'))
  return hasManifest(target) && !hasManifest(root) && !isRoot(root)
}

/** Whether a root-relative path lies in the scope. */
export function isInScope(scope: string, path: string): boolean {
  return scope === '' || path === scope || path.startsWith(`${scope}/`)
}

export function toPosix(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/')
}

/** With links resolved, so that inside and outside are told by where things lie. */
function existingFolder(path: string, named: string | undefined): string {
  const name = named ?? 'the current folder'
  const stats = statSync(path, {throwIfNoEntry: false})
  if (stats?.isDirectory()) return realpathSync(path)
  throw new GroundtruthError(
    'repo/not-found',
    `Expected ${name} to be a folder, got ${stats ? 'a file' : 'nothing there'}`,
    {
      hint: 'name a folder that exists'
    }
  )
}
