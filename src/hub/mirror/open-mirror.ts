import {type Applied, applyPage, clear, type MirrorCursor, type MirrorPage, readCursor} from './apply-page.ts'
import {asHubError, openDatabase, transact, truncateJournal} from './database.ts'
import {createFiles} from './refresh-files.ts'

/**
 * A copy of what a token may read, in a folder: a database, and Markdown files that are made from it. Several processes may
 * use one. Methods throw HubErrors: `exhausted` for a full disk, `unavailable` for what else the system says.
 */
export interface Mirror {
  readonly directory: string
  cursor(): MirrorCursor
  /**
   * Stores rows and moves the cursor, both or neither; rows that are there already are left out. A page of another log from
   * its beginning replaces everything. `stale-cursor` where rows would be left out.
   */
  apply(page: MirrorPage): Applied
  /** Drops everything; the cursor is 0 of this log. */
  reset(logId: string): void
  /** Brings the Markdown files up to the database. How many it wrote. */
  refreshFiles(): number
  close(): void
}

/** Opens the mirror in a folder, or makes one, and mends what an interrupt left. Throws as the methods do. */
export function openMirror(directory: string): Mirror {
  const database = openDatabase(directory)
  const files = createFiles(database, directory)
  const refreshFiles = () => asHubError(`write the files of the mirror in ${directory}`, files.refresh)
  /** Whether text that was deleted may still stand in the journal. */
  let dirty = false
  const tidy = () => {
    if (dirty) dirty = !asHubError('tidy the mirror', () => truncateJournal(database))
  }
  refreshFiles()
  return {
    directory,
    cursor: () => asHubError('read the mirror', () => readCursor(database)),
    apply(page) {
      const before = readCursor(database)
      const applied = transact(database, 'write the mirror', () => applyPage(database, page))
      dirty ||= applied.redacted > 0 || before.logId !== page.logId
      tidy()
      return applied
    },
    reset(logId) {
      transact(database, 'write the mirror', () => clear(database, logId))
      dirty = true
      tidy()
    },
    refreshFiles,
    close() {
      tidy()
      database.close()
    }
  }
}
