import type {MessageInitShape} from '@bufbuild/protobuf'
import type {LogRow} from '../../entry.ts'
import {limits} from '../../limits.ts'
import type {QueryRequest, QueryResponseSchema} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireType, toWireRow} from '../../rpc/wire-entry.ts'
import {entryBytes} from '../../validate-entry.ts'
import {readableProjects} from '../admission/project-rights.ts'
import {checkCursor} from '../follow/follow-log.ts'
import type {Caller} from './caller.ts'
import {pageLimit, safeNumber} from './numbers.ts'

/** A page of what the token may read. */
export async function query(
  request: QueryRequest,
  {call, token, node}: Caller
): Promise<MessageInitShape<typeof QueryResponseSchema>> {
  call.project = request.projects.join(' ')
  const projects = readableProjects(token, request.projects)
  const types = [...new Set(request.types)].map(fromWireType)
  const since = safeNumber('since', request.since)
  const limit = pageLimit(request.limit, limits.maxPageRows)
  const logId = await node.store.logId()
  const {rows, through, head} = await node.store.read({
    ...{since, limit},
    ...(projects && {projects}),
    ...(types.length > 0 && {types})
  })
  checkCursor(request.logId, since, logId, head)
  call.entries = rows.length
  call.bytes = rows.reduce((sum, row) => sum + sentBytes(row), 0)
  return {
    rows: rows.map(row => ({row: toWireRow(row)})),
    nextSince: BigInt(through),
    head: BigInt(head),
    logId
  }
}

/** Bytes of a row that the audit log counts. */
export function sentBytes(row: LogRow): number {
  return row.kind === 'entry' ? entryBytes(row) : 0
}
