import type {EntryType} from '../../entry.ts'
import type {EntryCount} from '../store.ts'
import type {Database} from './driver.ts'

/** The one row that every append changes: numbers are gapless and in the order of commits because of it. */
export function readLog(database: Database): {readonly logId: string; readonly head: number} {
  const [logId, head] = database.get('select log_id, head from log') ?? []
  return {logId: String(logId), head: Number(head)}
}

export function writeHead(database: Database, head: number): void {
  database.run('update log set head = ?', head)
}

export function writeLogId(database: Database, logId: string): string {
  database.run('update log set log_id = ?', logId)
  return logId
}

export function counts(database: Database): readonly EntryCount[] {
  return database
    .all('select project, type, entries from counts order by project, type')
    .map(([project, type, entries]) => ({
      project: String(project),
      type: type as EntryType,
      entries: Number(entries)
    }))
}
