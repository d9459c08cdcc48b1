import type {Database} from './driver.ts'

/**
 * Moves the journal into the database and cuts it to nothing. False where a reader or another process needs it, at once:
 * waiting would not help where the reader is in this thread.
 */
export function truncateJournal(database: Database): boolean {
  const [waitsMs] = database.get('pragma busy_timeout') ?? []
  database.all('pragma busy_timeout = 0')
  try {
    const [busy] = database.get('pragma wal_checkpoint(truncate)') ?? []
    return busy === 0
  } finally {
    database.all(`pragma busy_timeout = ${Number(waitsMs)}`)
  }
}
