import pg from 'pg'
import {onTestFinished} from 'vitest'
import {openPostgresStore, type PostgresStore} from '../../../../src/hub/store/postgres/open.ts'
import {createDatabase} from '../../support/database.ts'

/** A database for nodes of a hub; it is gone, and they are closed, at the end of the test. */
export interface SharedDatabase {
  readonly url: string
  openNode(): Promise<PostgresStore>
  /** Rows of a statement beside the nodes. */
  query(statement: string, values?: unknown[]): Promise<Record<string, unknown>[]>
}

export async function shareDatabase(): Promise<SharedDatabase> {
  const database = await createDatabase()
  const nodes: PostgresStore[] = []
  const client = new pg.Client({connectionString: database.url})
  await client.connect()
  onTestFinished(async () => {
    for (const node of nodes) await node.close()
    await client.end()
    await database.drop()
  })
  return {
    url: database.url,
    async openNode() {
      const node = await openPostgresStore({url: database.url, poolSize: 4})
      nodes.push(node)
      return node
    },
    query: async (statement, values) => (await client.query(statement, values)).rows
  }
}
