import type {Database} from './database.ts'
import {sessionOf} from './database.ts'
import {schema} from './schema.ts'

/** In bytes: a table up to this size is rewritten in seconds. */
const rewritable = 256 * 1024 * 1024

/** How long it may take, in milliseconds: the first time a table is read to its end. */
const longMs = 10 * 60_000

/**
 * Takes rows out of the table that no transaction can see any more. A table of up to 256 MiB is rewritten, so that no byte of
 * them stays in the unused space of its files; calls wait meanwhile. A larger one, or one that a backup is reading, keeps those
 * bytes until `vacuum full`. The write-ahead log, its archive and backups of the server keep them in any case.
 */
export async function erase(database: Database): Promise<void> {
  const client = await database.connect()
  try {
    const session = sessionOf(client)
    await session.query(`vacuum ${schema}.rows`, undefined, longMs)
    const [size] = await session.query<{bytes: string}>(
      `select pg_total_relation_size('${schema}.rows') as bytes`
    )
    if (Number(size?.bytes) > rewritable) return
    // Whoever reads for long is not waited for, since everybody else would wait behind.
    await session.query("set lock_timeout = '3s'")
    await session.query(`vacuum full ${schema}.rows`, undefined, longMs).catch(() => undefined)
  } finally {
    await client.end()
  }
}
