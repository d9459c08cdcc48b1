import {lstatSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {sync as writeFileAtomicSync} from 'write-file-atomic'
import type {Problem} from '../errors.ts'
import type {CacheFolder} from './repo.ts'

const folderName = '.groundtruth'

/**
 * The folder `.groundtruth` below another, made on the first write, with a `.gitignore` of its own that keeps all of it
 * out of git. What cannot be read is not there; a folder that cannot be written is said once in `problems`.
 */
export function openDiskCache(absoluteParent: string): CacheFolder & {problems(): readonly Problem[]} {
  const folder = join(absoluteParent, folderName)
  const problems: Problem[] = []
  return {
    read(name) {
      try {
        return isOwnFolder(folder) ? readFileSync(join(folder, name), 'utf8') : undefined
      } catch {
        // Not there, or not readable: then it is made anew.
        return undefined
      }
    },
    write(name, text) {
      try {
        if (problems.length === 0) writeInto(absoluteParent, folder, name, text)
      } catch (error) {
        const reason = String((error as {code?: unknown}).code ?? error)
        problems.push({
          kind: 'cache-unwritable',
          message: `${folderName} cannot be written (${reason}), so nothing is cached`
        })
      }
    },
    problems: () => problems
  }
}

/** A link could lead out of the repository. */
function isOwnFolder(folder: string): boolean {
  return lstatSync(folder, {throwIfNoEntry: false})?.isDirectory() ?? false
}

function writeInto(parent: string, folder: string, name: string, text: string): void {
  if (!isOwnFolder(folder)) {
    mkdirSync(parent, {recursive: true})
    mkdirSync(folder)
    writeFileSync(join(folder, '.gitignore'), '*\n')
  }
  // Not flushed to the disk: what a crash leaves behind is found damaged, and ignored.
  writeFileAtomicSync(join(folder, name), text, {encoding: 'utf8', fsync: false})
}
