import {existsSync, readFileSync} from 'node:fs'
import {dirname, join, relative, resolve, sep} from 'node:path'
import {type DiskOptions, openDiskRepo} from './disk.ts'
import {toPosixPath} from './posix-path.ts'
import type {Repo} from './repo.ts'

const rootMarkers = ['.git', 'pnpm-workspace.yaml', 'groundtruth.config.json']

/**
 * The nearest folder from `start` upwards that holds `.git`, a workspaces manifest or groundtruth.config.json;
 * `start` itself when there is none. Absolute.
 */
export function findRoot(start: string): string {
  const from = resolve(start)
  for (let folder = from; ; folder = dirname(folder)) {
    if (isRoot(folder)) return folder
    if (dirname(folder) === folder) return from
  }
}

/** Opens the repository that holds `start`; `folder` leads from its root to `start`, `''` when they are the same. */
export function openRoot(start: string, options: DiskOptions = {}): {repo: Repo; folder: string} {
  const root = findRoot(start)
  return {repo: openDiskRepo(root, options), folder: toPosixPath(relative(root, resolve(start)), sep)}
}

/** Whether a folder holds one of the signs by which {@link findRoot} knows a root. */
export function isRoot(folder: string): boolean {
  return rootMarkers.some(marker => existsSync(join(folder, marker))) || hasWorkspaces(folder)
}

function hasWorkspaces(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    return typeof manifest === 'object' && manifest !== null && 'workspaces' in manifest
  } catch {
    // No manifest, or one that does not parse: reported where packages are read.
    return false
  }
}
