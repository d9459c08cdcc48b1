import type {MessageInitShape} from '@bufbuild/protobuf'
import {timestampFromMs} from '@bufbuild/protobuf/wkt'
import type {AuditRow} from '../../audit-row.ts'
import {limits} from '../../limits.ts'
import type {
  AuditRowSchema,
  ListAuditRequest,
  ListAuditResponseSchema
} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {requireEveryProject} from '../admission/project-rights.ts'
import type {Caller} from './caller.ts'
import {pageLimit, safeNumber} from './numbers.ts'

/** A page of the audit log, the latest call first: of the whole hub, so for admins of the whole hub. */
export async function listAudit(
  request: ListAuditRequest,
  {token, node}: Caller
): Promise<MessageInitShape<typeof ListAuditResponseSchema>> {
  requireEveryProject(token)
  const limit = pageLimit(request.limit, limits.maxPageRows)
  const rows = await node.store.audit.list(safeNumber('before', request.before), limit)
  return {rows: rows.map(toWireAudit)}
}

function toWireAudit(row: AuditRow): MessageInitShape<typeof AuditRowSchema> {
  const {id, at, entries, bytes, ...same} = row
  return {
    ...same,
    id: BigInt(id),
    at: timestampFromMs(at),
    entries: BigInt(entries),
    bytes: BigInt(bytes)
  }
}
