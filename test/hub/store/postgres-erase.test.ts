import pg from 'pg'
import {expect, test} from 'vitest'
import {openPostgresStore} from '../../../src/hub/store/postgres/open.ts'
import {createDatabase, hasPostgres} from '../support/database.ts'

const secret = 'a password that nobody should have published'

/** How many files of the table hold the text, as they lie on the disk. */
async function filesWith(client: pg.Client, text: string): Promise<number> {
  await client.query('checkpoint')
  const {rows} = await client.query(
    `select position($1::bytea in pg_read_binary_file(pg_relation_filepath(oid))) > 0 as holds
    from pg_class where oid = 'groundtruth_hub.rows'::regclass
      or oid = (select reltoastrelid from pg_class where oid = 'groundtruth_hub.rows'::regclass)`,
    [Buffer.from(text)]
  )
  return rows.filter(({holds}) => holds).length
}

test.skipIf(!hasPostgres())(
  'H-24: no byte of a redacted text is left in the files of the table',
  async () => {
    const database = await createDatabase()
    const store = await openPostgresStore({url: database.url})
    const client = new pg.Client({connectionString: database.url})
    await client.connect()
    try {
      const entry = {id: 'a', type: 'zone', content: `${secret} ${'x'.repeat(900)}`, meta: {}} as const
      const others = Array.from({length: 20}, (_, index) => ({...entry, id: `o${index}`, content: 'fine'}))
      await store.append({project: 'demo', author: 'me', publishedAt: 1, entries: [entry, ...others]})
      expect(await filesWith(client, secret)).toBe(1)
      await store.redact({seq: 1, author: 'admin', reason: 'a secret', redactedAt: 2})
      expect(await filesWith(client, secret)).toBe(0)
      expect(await filesWith(client, 'fine')).toBe(1)
    } finally {
      await client.end()
      await store.close()
      await database.drop()
    }
  }
)
