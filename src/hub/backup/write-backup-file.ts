import {randomUUID} from 'node:crypto'
import {type FileHandle, open, rename, rm} from 'node:fs/promises'
import {basename, dirname, join} from 'node:path'
import {syncFolder} from './sync-folder.ts'

/**
 * Writes a backup whole or not at all: readable for its owner only, and on the disk before it has its name. Takes the place of a
 * file of that name. Rejects with the error of the chunks or of the file system. Gives its size in bytes.
 */
export async function writeBackupFile(chunks: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`)
  try {
    const bytes = await writeTo(temporary, chunks)
    await rename(temporary, path)
    await syncFolder(dirname(path))
    return bytes
  } catch (error) {
    await rm(temporary, {force: true})
    throw error
  }
}

async function writeTo(path: string, chunks: AsyncIterable<Uint8Array>): Promise<number> {
  const file = await open(path, 'wx', 0o600)
  try {
    let bytes = 0
    for await (const chunk of chunks) bytes += await writeWhole(file, chunk)
    await file.sync()
    return bytes
  } finally {
    await file.close()
  }
}

/** A write may take less than it is given. */
async function writeWhole(file: FileHandle, chunk: Uint8Array): Promise<number> {
  for (let written = 0; written < chunk.length; )
    written += (await file.write(chunk, written, chunk.length - written)).bytesWritten
  return chunk.length
}
