import {
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync
} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join, relative, sep} from 'node:path'

/** A copy of a repository that tests may run in. */
export interface Copy {
  /** Absolute; holds {@link root} and whatever else a run writes. */
  readonly folder: string
  /** Absolute. */
  readonly root: string
  /** Removes all of it. Never throws. */
  remove(): void
}

/**
 * Copies files of a repository to a temporary folder. Packages are links to those that are installed, the ones of the
 * workspace to their copies; folders in which tools keep caches are new and empty.
 */
export function copyRepository(absoluteRoot: string, files: readonly string[]): Copy {
  // Runners compare paths after they have resolved links, and a temporary folder may be behind one.
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'groundtruth-prove-')))
  const copy: Copy = {folder, root: join(folder, 'copy'), remove: () => removeFolder(folder)}
  try {
    const source = realpathSync(absoluteRoot)
    const folders = new Set([''])
    for (const file of files) addFolders(file, folders)
    for (const each of folders) mkdirSync(join(copy.root, each), {recursive: true})
    for (const file of files)
      copyFileSync(join(source, file), join(copy.root, file), constants.COPYFILE_FICLONE)
    for (const each of folders)
      linkPackages(
        join(source, each, 'node_modules'),
        join(copy.root, each, 'node_modules'),
        source,
        copy.root
      )
    linkPackages(packagesAbove(source), join(folder, 'node_modules'), source, copy.root)
    return copy
  } catch (error) {
    copy.remove()
    throw error
  }
}

function addFolders(file: string, folders: Set<string>): void {
  for (let folder = dirname(file); folder !== '.' && !folders.has(folder); folder = dirname(folder))
    folders.add(folder)
}

/** What a root that is a part of a larger repository takes from there. */
function packagesAbove(root: string): string {
  for (let folder = dirname(root); folder !== dirname(folder); folder = dirname(folder))
    if (existsSync(join(folder, 'node_modules'))) return join(folder, 'node_modules')
  return join(root, '..', 'node_modules')
}

/** Caches that vite, vitest, babel and others write beside the packages. */
const caches = /^\.(?:vite|vite-temp|vitest|cache)$/

function linkPackages(from: string, to: string, source: string, copy: string): void {
  if (!existsSync(from)) return
  mkdirSync(to, {recursive: true})
  for (const {name} of readdirSync(from, {withFileTypes: true})) {
    if (caches.test(name)) continue
    if (name.startsWith('@')) linkPackages(join(from, name), join(to, name), source, copy)
    else if (existsSync(join(from, name)))
      symlinkSync(targetOf(realpathSync(join(from, name)), source, copy), join(to, name))
  }
}

/** A package of the workspace is one of the files that were copied, and must be the one that is changed. */
function targetOf(target: string, source: string, copy: string): string {
  const path = relative(source, target)
  const isOwn = path !== '' && !path.startsWith('..') && !path.split(sep).includes('node_modules')
  return isOwn && existsSync(join(copy, path)) ? join(copy, path) : target
}

function removeFolder(folder: string): void {
  try {
    rmSync(folder, {recursive: true, force: true, maxRetries: 3})
  } catch {
    // What a test left there may not be ours to remove; it lies in the folder for temporary files.
  }
}
