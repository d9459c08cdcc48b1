import type {MessageInitShape} from '@bufbuild/protobuf'
import {HubError} from '../../hub-error.ts'
import type {RedactRequest, RedactResponseSchema} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireRedaction} from '../../rpc/wire-entry.ts'
import {validateReason} from '../../validate-entry.ts'
import {covers} from '../admission/project-rights.ts'
import type {Caller} from './caller.ts'
import {safeNumber} from './numbers.ts'

/** Takes the text of an entry of the admin's projects out of the log. */
export async function redact(
  request: RedactRequest,
  caller: Caller
): Promise<MessageInitShape<typeof RedactResponseSchema>> {
  const {call, token: admin, node} = caller
  validateReason(request.reason)
  const seq = safeNumber('seq', request.seq)
  call.project = await projectOf(seq, caller)
  if (!covers(admin, [call.project]))
    throw new HubError('denied', 'The token is for other projects than this')
  const redaction = await node.store.redact({
    ...{seq, author: admin.subject, reason: request.reason},
    redactedAt: node.clock()
  })
  // The text must not be handed out of memory either.
  await node.tail.refresh()
  call.entries = 1
  node.log({level: 'info', event: 'entry-redacted', seq, by: admin.subject})
  return {redaction: toWireRedaction(redaction)}
}

async function projectOf(seq: number, {node}: Caller): Promise<string> {
  const {rows} = seq > 0 ? await node.store.read({since: seq - 1, limit: 1}) : {rows: []}
  const [row] = rows
  if (row?.seq !== seq || row.kind !== 'entry')
    throw new HubError('not-found', 'Expected the number of an entry, got another')
  return row.project
}
