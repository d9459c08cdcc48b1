import {type Timestamp, timestampMs} from '@bufbuild/protobuf/wkt'
import type {AuditRow} from '../audit-row.ts'
import type {EntryType, LogRow} from '../entry.ts'
import type * as wire from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireRow, fromWireType} from '../rpc/wire-entry.ts'

/** A page of the log. */
export interface QueryPage {
  /** Ascending. Rows of a kind that this version does not know are left out. */
  readonly rows: readonly LogRow[]
  /** The cursor for the next page: all rows up to it were looked at. */
  readonly nextSince: number
  readonly head: number
  readonly logId: string
}

export function fromWirePage({rows, nextSince, head, logId}: wire.QueryResponse): QueryPage {
  const known = rows.map(fromWireRow).filter(row => row !== undefined)
  return {rows: known, nextSince: Number(nextSince), head: Number(head), logId}
}

/** What a hub says of itself. Times in milliseconds since 1970. */
export interface HubStatus {
  readonly version: string
  readonly logId: string
  readonly head: number
  /** `embedded` or `postgres`. */
  readonly store: string
  readonly startedAt: number
  readonly streams: number
  /** Of the projects that the token may read. */
  readonly counts: readonly {readonly project: string; readonly type: EntryType; readonly entries: number}[]
  readonly warnings: readonly string[]
  /** Of the token that asked. */
  readonly subject: string
  readonly tokenExpiresAt?: number
}

export function fromWireStatus(status: wire.StatusResponse): HubStatus {
  const {version, logId, head, store, startedAt, streams, counts, warnings, subject, tokenExpiresAt} = status
  return {
    version,
    logId,
    head: Number(head),
    store,
    startedAt: milliseconds(startedAt),
    streams,
    counts: counts.map(({project, type, entries}) => ({
      project,
      type: fromWireType(type),
      entries: Number(entries)
    })),
    warnings,
    subject,
    ...(tokenExpiresAt && {tokenExpiresAt: timestampMs(tokenExpiresAt)})
  }
}

export function fromWireAuditRow(row: wire.AuditRow): AuditRow {
  const {subject, tokenId, project, method, code, peer, reason} = row
  return {
    id: Number(row.id),
    at: milliseconds(row.at),
    subject,
    tokenId,
    project,
    method,
    code,
    entries: Number(row.entries),
    bytes: Number(row.bytes),
    peer,
    reason
  }
}

/** 0 where there is none. */
export function milliseconds(at: Timestamp | undefined): number {
  return at === undefined ? 0 : timestampMs(at)
}
