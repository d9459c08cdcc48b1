import type {Entry, LogRow, Redaction} from '../entry.ts'
import {HubError} from '../hub-error.ts'
import type {MirrorDatabase} from './database.ts'
import {projectFolder} from './project-folder.ts'

/** How far a mirror is. */
export interface MirrorCursor {
  /** Empty for a mirror that holds nothing yet. */
  readonly logId: string
  readonly seq: number
}

/** Rows of a log in their order. */
export interface MirrorPage {
  readonly logId: string
  /** All rows after this number… */
  readonly since: number
  /** …up to this one were looked at. */
  readonly through: number
  readonly rows: readonly LogRow[]
}

export interface Applied {
  /** Entries that the mirror did not hold before. */
  readonly added: number
  /** Redactions that it did not know before. */
  readonly redacted: number
}

export function readCursor(database: MirrorDatabase): MirrorCursor {
  const {log_id: logId, seq} = database.prepare('select log_id, seq from cursor').get() as {
    log_id: string
    seq: number
  }
  return {logId, seq}
}

/**
 * Within a transaction: stores what is new and moves the cursor, so that neither is ahead and no row counts twice. Throws
 * `stale-cursor` for a page that leaves rows out, or begins in the middle of another log.
 */
export function applyPage(database: MirrorDatabase, page: MirrorPage): Applied {
  const cursor = readCursor(database)
  const another = cursor.logId !== page.logId
  if (another && page.since === 0) clear(database, page.logId)
  const at = another ? 0 : cursor.seq
  if (page.since > at || (another && page.since > 0))
    throw new HubError('stale-cursor', `Expected rows after ${at}, got those after ${page.since}`)
  const fresh = page.rows.filter(row => row.seq > at)
  for (const row of fresh) row.kind === 'entry' ? addEntry(database, row) : addRedaction(database, row)
  database.prepare('update cursor set seq = ?').run(Math.max(at, page.through))
  const redacted = fresh.filter(({kind}) => kind === 'redaction').length
  return {added: fresh.length - redacted, redacted}
}

/** Within a transaction: drops all rows. */
export function clear(database: MirrorDatabase, logId: string): void {
  database.exec('delete from log; delete from file')
  database.prepare('update cursor set log_id = ?, seq = 0').run(logId)
}

function addEntry(database: MirrorDatabase, entry: Entry): void {
  const folder = projectFolder(entry.project)
  database
    .prepare('insert into log (seq, folder, type, row) values (?, ?, ?, ?)')
    .run(entry.seq, folder, entry.type, JSON.stringify(entry))
  touchFile(database, folder, entry.type, entry.seq)
}

function addRedaction(database: MirrorDatabase, redaction: Redaction): void {
  database.prepare('insert into log (seq, row) values (?, ?)').run(redaction.seq, JSON.stringify(redaction))
  const target = database
    .prepare('select folder, type, row from log where seq = ? and folder is not null')
    .get(redaction.targetSeq) as {folder: string; type: string; row: string} | undefined
  if (target === undefined) return
  const entry: Entry = {...(JSON.parse(target.row) as Entry), content: '', meta: {}, redacted: true}
  database.prepare('update log set row = ? where seq = ?').run(JSON.stringify(entry), redaction.targetSeq)
  touchFile(database, target.folder, target.type, redaction.seq)
}

function touchFile(database: MirrorDatabase, folder: string, type: string, seq: number): void {
  database
    .prepare('insert into file values (?, ?, ?) on conflict (folder, type) do update set seq = excluded.seq')
    .run(folder, type, seq)
}
