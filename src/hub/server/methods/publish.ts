import type {MessageInitShape} from '@bufbuild/protobuf'
import {HubError} from '../../hub-error.ts'
import type {PublishRequest, PublishResponseSchema} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireNewEntry} from '../../rpc/wire-entry.ts'
import {entryBytes, validatePublish} from '../../validate-entry.ts'
import {hasEveryProject, publishedProject} from '../admission/project-rights.ts'
import type {Caller} from './caller.ts'

/** Appends entries as the token's subject, to the token's project, at the hub's time. */
export async function publish(
  request: PublishRequest,
  {call, token, node}: Caller
): Promise<MessageInitShape<typeof PublishResponseSchema>> {
  const {store, rates, metrics, clock} = node
  call.project = request.project
  const project = publishedProject(token, request.project)
  call.project = project
  const entries = request.entries.map(fromWireNewEntry)
  validatePublish(entries)
  const bytes = entries.reduce((sum, entry) => sum + entryBytes(entry), 0)
  rates.entries(token.id, entries.length)
  rates.bytes(token.id, bytes)
  if (hasEveryProject(token) && !(await store.projects.list()).includes(project))
    throw new HubError('not-found', 'Expected a project that an admin has created, got another')
  const {seqs, duplicates, logId} = await store.append({
    project,
    author: token.subject,
    publishedAt: clock(),
    entries
  })
  call.entries = entries.length - duplicates
  call.bytes = bytes
  metrics.published.inc(call.entries)
  return {seqs: seqs.map(BigInt), duplicates, logId}
}
