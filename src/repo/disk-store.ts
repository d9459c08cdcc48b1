import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {sync as writeFileAtomicSync} from 'write-file-atomic'
import {compareText} from '../base/compare.ts'
import {GroundtruthError} from '../errors.ts'
import {decodeText} from './decode.ts'
import type {ArtifactStore} from './repo.ts'

/**
 * Artifacts in a folder on disk, which is made when the first one is written.
 * `displayFolder` is how messages name the folder, `''` for the root.
 */
export function createDiskStore(absoluteFolder: string, displayFolder = ''): ArtifactStore {
  const nameOf = (artifact: string) => (displayFolder === '' ? artifact : `${displayFolder}/${artifact}`)
  return {
    nameOf,
    read: artifact => readArtifact(join(absoluteFolder, artifact), nameOf(artifact)),
    write: (artifact, text) => writeArtifact(join(absoluteFolder, artifact), nameOf(artifact), text),
    remove: artifact => removeArtifact(join(absoluteFolder, artifact), nameOf(artifact)),
    list: folder => listArtifacts(absoluteFolder, folder)
  }
}

function readArtifact(absolutePath: string, name: string): string | undefined {
  try {
    if (!existsSync(absolutePath)) return undefined
    const text = decodeText(readFileSync(absolutePath))
    if (text !== undefined) return text
  } catch (cause) {
    throw new GroundtruthError('artifact/unreadable', `Expected to read ${name}, got ${reasonOf(cause)}`, {
      cause,
      hint: 'check that it is a file and that you may read it'
    })
  }
  throw new GroundtruthError('artifact/unreadable', `Expected UTF-8 text in ${name}, got other bytes`, {
    hint: 'save the file as UTF-8, or move it away'
  })
}

function writeArtifact(absolutePath: string, name: string, text: string): void {
  try {
    mkdirSync(dirname(absolutePath), {recursive: true})
    // An interrupt finds the old file or the new one. Waiting for the disk, as git does not either, would only add power cuts.
    writeFileAtomicSync(absolutePath, text, {encoding: 'utf8', fsync: false})
  } catch (cause) {
    throw unwritable('write', name, cause)
  }
}

function removeArtifact(absolutePath: string, name: string): void {
  try {
    rmSync(absolutePath, {force: true})
  } catch (cause) {
    throw unwritable('remove', name, cause)
  }
}

function listArtifacts(absoluteFolder: string, folder: string): string[] {
  const below = folder.replace(/\/$/, '')
  try {
    return readdirSync(join(absoluteFolder, below), {withFileTypes: true})
      .filter(entry => entry.isFile())
      .map(entry => (below === '' ? entry.name : `${below}/${entry.name}`))
      .sort(compareText)
  } catch {
    // No such folder holds no artifacts.
    return []
  }
}

function unwritable(verb: string, name: string, cause: unknown): GroundtruthError {
  return new GroundtruthError('artifact/unwritable', `Expected to ${verb} ${name}, got ${reasonOf(cause)}`, {
    cause,
    hint: 'check permissions and free space, or name another folder with --out'
  })
}

/** The system's code alone: its message holds the absolute path. */
function reasonOf(cause: unknown): string {
  return String((cause as {code?: unknown} | undefined)?.code ?? cause)
}
