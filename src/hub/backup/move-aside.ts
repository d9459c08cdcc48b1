import {existsSync} from 'node:fs'
import {rename, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {openEmbeddedStore} from '../store/embedded/open.ts'
import type {LogPosition} from './next-log-id.ts'

/** A database that gave up its name. */
export interface MovedDatabase {
  readonly path: string
  readonly previous: LogPosition | 'unreadable'
  /** In place of the one that has its name now. */
  putBack(): Promise<void>
}

/** The database, and what SQLite keeps beside it. */
const endings = ['', '-wal', '-shm']

/** Gives the database of a directory another name there, whether it can be read or not. Undefined where there is none. */
export async function moveAside(
  directory: string,
  worker: URL | undefined
): Promise<MovedDatabase | undefined> {
  const database = join(directory, 'hub.db')
  if (!existsSync(database)) return undefined
  const previous = await readPosition(directory, worker).catch(() => 'unreadable' as const)
  const path = freeName(database)
  await move(database, path)
  return {
    path,
    previous,
    async putBack() {
      for (const ending of endings) await rm(database + ending, {force: true})
      await move(path, database)
    }
  }
}

async function readPosition(directory: string, worker: URL | undefined): Promise<LogPosition> {
  const store = await openEmbeddedStore({directory, create: false, ...(worker && {worker})})
  try {
    return {logId: await store.logId(), head: await store.head()}
  } finally {
    await store.close()
  }
}

function freeName(database: string): string {
  for (let number = 1; ; number++) {
    const name = `${database}.before-restore-${number}`
    if (!existsSync(name)) return name
  }
}

async function move(from: string, to: string): Promise<void> {
  for (const ending of endings) if (existsSync(from + ending)) await rename(from + ending, to + ending)
}
