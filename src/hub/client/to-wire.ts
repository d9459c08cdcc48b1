import type {EntryType} from '../entry.ts'
import {toWireType} from '../rpc/wire-entry.ts'

/** What to read of the log. */
export interface LogFilter {
  /** Rows after this number. */
  readonly since: number
  /** Where `since` comes from: another log than the hub's is refused. Absent: not checked. */
  readonly logId?: string
  /** Absent: every project that the token may read. */
  readonly projects?: readonly string[]
  /** Absent: every type. */
  readonly types?: readonly EntryType[]
}

/** Fields that QueryRequest and SubscribeRequest share. */
export function toWireFilter({since, logId = '', projects = [], types = []}: LogFilter) {
  return {since: BigInt(since), logId, projects: [...projects], types: types.map(toWireType)}
}
