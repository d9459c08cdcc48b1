import type {AuditRow, NewAuditRow} from '../audit-row.ts'
import type {EntryType, LogRow, NewEntry, Redaction} from '../entry.ts'
import type {TokenRecord} from '../token-record.ts'

/**
 * The one durable thing of a hub: the log, the projects, the tokens and the audit log. Two adapters, one contract
 * (test/hub/store/contract.ts): `embedded` for one machine, `postgres` for nodes that share a database.
 *
 * A promise that fulfils means that it is on the disk. Rejects with a HubError: `unavailable` when the database is away,
 * `exhausted` when a disk or the pool is full (both recover unaided), else what the method names. Entries, subjects and
 * names are validated by the caller.
 */
export interface HubStore {
  readonly kind: 'embedded' | 'postgres'
  /** Which log the numbers belong to. Read anew each time: a restore may change it. */
  logId(): Promise<string>
  /** Number of the last row; 0 for an empty log. */
  head(): Promise<number>
  /** Calls `listener` soon after rows were committed, by any node: at the latest within a second. Returns how to stop it. */
  onHead(listener: (head: number) => void): () => void
  /**
   * All or none. An entry whose project and id are known is not stored again when type and content are the same or it was
   * redacted: it keeps its number. Otherwise: `conflict`, which names the id. `meta` is not compared, since a client's
   * claims (its commit, its clock) may differ when it tries again. The same holds between entries of one publish. Numbers
   * are gapless and in the order of commits, on every node.
   */
  append(publish: NewPublish): Promise<AppendResult>
  read(query: LogQuery): Promise<LogPage>
  /**
   * Takes the text of an entry out of the database, its journal and every later backup, and appends the row that says so.
   * `not-found` where there is no such entry. One that is redacted already gives its redaction again.
   */
  redact(redaction: NewRedaction): Promise<Redaction>
  /** Entries by project and type, redacted ones included; sorted by both. */
  counts(): Promise<readonly EntryCount[]>
  readonly projects: ProjectStore
  readonly tokens: TokenStore
  readonly audit: AuditStore
  /** A consistent state as one pass, while others write. Rows in the order of their numbers and ids. */
  snapshot(): AsyncIterable<SnapshotRecord>
  /**
   * Fills an empty store from records in the order of `snapshot`; all or none. `invalid` where the store is not empty or a
   * record does not fit. The caller validates entries.
   */
  load(records: AsyncIterable<SnapshotRecord> | Iterable<SnapshotRecord>): Promise<void>
  /** Gives the log a new id, so that every cursor of before is refused. Returns it. */
  renewLogId(): Promise<string>
  /** Waits for what was begun. */
  close(): Promise<void>
}

export interface NewPublish {
  readonly project: string
  readonly author: string
  /** In milliseconds since 1970. */
  readonly publishedAt: number
  readonly entries: readonly NewEntry[]
}

export interface AppendResult {
  /** In the order of the entries. */
  readonly seqs: readonly number[]
  readonly duplicates: number
  readonly logId: string
}

export interface LogQuery {
  /** Rows after this number. */
  readonly since: number
  /** 1 to `limits.maxPageRows`. */
  readonly limit: number
  /** Absent: every project. */
  readonly projects?: readonly string[]
  /** Absent: every type. Redactions come with the type of their entry. */
  readonly types?: readonly EntryType[]
}

export interface LogPage {
  /** Ascending; ends before `limits.maxPageBytes` of content, after at least one row where there is one. */
  readonly rows: readonly LogRow[]
  /** All rows up to here were looked at: the head where nothing more fits the query, else the last row's number. */
  readonly through: number
  readonly head: number
}

export interface NewRedaction {
  readonly seq: number
  readonly author: string
  readonly reason: string
  readonly redactedAt: number
}

export interface EntryCount {
  readonly project: string
  readonly type: EntryType
  readonly entries: number
}

export interface ProjectStore {
  /** Sorted. */
  list(): Promise<readonly string[]>
  /** Those that were not there before, sorted. */
  create(names: readonly string[], createdAt: number): Promise<readonly string[]>
}

export interface TokenStore {
  findByHash(hash: Uint8Array): Promise<TokenRecord | undefined>
  find(id: string): Promise<TokenRecord | undefined>
  /** Sorted by creation, then id. */
  list(): Promise<readonly TokenRecord[]>
  /** `conflict` where the id or the hash is taken. */
  add(token: TokenRecord): Promise<void>
  /** Adds the successor, and lets the old one expire at `oldExpiresAt` or before: one transaction. `not-found`. */
  replace(id: string, successor: TokenRecord, oldExpiresAt: number): Promise<void>
  /** `not-found` where no token has this id. One that is revoked already stays as it is. */
  revoke(id: string, revokedAt: number): Promise<TokenRecord>
  /** Those among `ids` that are revoked, expired at `now`, or gone. */
  ended(ids: readonly string[], now: number): Promise<readonly string[]>
  touch(uses: ReadonlyMap<string, number>): Promise<void>
}

export interface AuditStore {
  append(rows: readonly NewAuditRow[]): Promise<void>
  /** The latest first. `before` 0 stands for the end. */
  list(before: number, limit: number): Promise<readonly AuditRow[]>
  /** Removes rows written before this time; how many. */
  prune(before: number): Promise<number>
}

/** One line of a backup: `log` first, then projects, tokens, rows and audit. */
export type SnapshotRecord =
  | {readonly record: 'log'; readonly logId: string; readonly head: number}
  | {readonly record: 'project'; readonly name: string; readonly createdAt: number}
  | {readonly record: 'token'; readonly token: TokenRecord}
  | {readonly record: 'row'; readonly row: LogRow}
  | {readonly record: 'audit'; readonly row: AuditRow}
