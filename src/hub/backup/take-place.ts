import {existsSync} from 'node:fs'
import {link, rename} from 'node:fs/promises'
import {dirname} from 'node:path'
import {syncFolder} from './sync-folder.ts'

/** What SQLite keeps beside a database that was not closed. */
const journals = ['-wal', '-shm']

/**
 * Gives the file `fresh` the name of a database, in one step: who is killed meanwhile leaves the old one or the new one there,
 * never none, which would look like a new hub. The old one gets a further name, which is returned; undefined where there was
 * none.
 */
export async function takePlace(fresh: string, database: string): Promise<string | undefined> {
  const aside = existsSync(database) ? freeName(database) : undefined
  if (aside !== undefined) await nameAside(database, aside)
  await rename(fresh, database)
  await syncFolder(dirname(database))
  return aside
}

async function nameAside(database: string, aside: string): Promise<void> {
  for (const ending of journals)
    if (existsSync(database + ending)) await rename(database + ending, aside + ending)
  // Not every file system knows two names of one file.
  await link(database, aside).catch(() => rename(database, aside))
}

function freeName(database: string): string {
  for (let number = 1; ; number++) {
    const name = `${database}.before-restore-${number}`
    if (!existsSync(name)) return name
  }
}
