import {readdirSync, readFileSync} from 'node:fs'
import {join} from 'node:path'
import pg from 'pg'
import {isDatabaseUrl} from '../../../../src/hub/store/open-store.ts'

/** All that a store holds, as text: its files with their journal, or every column of every table. */
export async function dumpOf(location: string): Promise<string> {
  return isDatabaseUrl(location) ? dumpDatabase(location) : dumpFolder(location)
}

function dumpFolder(folder: string): string {
  return readdirSync(folder)
    .map(name => `${name}\n${readFileSync(join(folder, name), 'latin1')}`)
    .join('\n')
}

async function dumpDatabase(url: string): Promise<string> {
  const client = new pg.Client({connectionString: url})
  await client.connect()
  try {
    const tables = await client.query(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'groundtruth_hub'`
    )
    const rows = []
    for (const {name} of tables.rows) rows.push(await client.query(`select t::text as row from ${name} t`))
    return withBytes(rows.flatMap(result => result.rows.map(({row}) => row)).join('\n'))
  } finally {
    await client.end()
  }
}

/** The text, and after it what its binary columns hold. */
function withBytes(text: string): string {
  const bytes = [...text.matchAll(/\\x([0-9a-f]+)/g)].map(([, hex]) =>
    Buffer.from(`${hex}`, 'hex').toString('latin1')
  )
  return [text, ...bytes].join('\n')
}
