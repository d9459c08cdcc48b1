import pg from 'pg'
import {afterAll} from 'vitest'
import {createDatabase} from './database.ts'

/** A database without tables of a hub. */
export interface FreeDatabase {
  readonly url: string
  /** Gives it back for the next one who takes. */
  free(): Promise<void>
}

/** For one file of tests: making a database takes a multiple of dropping what a hub made in it. */
export function reuseDatabases(): {take(): Promise<FreeDatabase>} {
  const made: Awaited<ReturnType<typeof createDatabase>>[] = []
  const free: FreeDatabase[] = []
  afterAll(async () => {
    for (const database of made) await database.drop()
  })
  const make = async (): Promise<FreeDatabase> => {
    const database = await createDatabase()
    made.push(database)
    const taken: FreeDatabase = {
      url: database.url,
      async free() {
        await dropTables(database.url)
        free.push(taken)
      }
    }
    return taken
  }
  return {take: async () => free.pop() ?? make()}
}

async function dropTables(url: string): Promise<void> {
  const client = new pg.Client({connectionString: url})
  await client.connect()
  await client.query('drop schema if exists groundtruth_hub cascade').finally(() => client.end())
}
