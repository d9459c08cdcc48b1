import type {MessageInitShape} from '@bufbuild/protobuf'
import {writeBackup} from '../../backup/write-backup.ts'
import type {BackupRequest, BackupResponseSchema} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {requireEveryProject} from '../admission/project-rights.ts'
import {hasEnded} from '../follow/has-ended.ts'
import type {Caller} from './caller.ts'

/** A consistent copy of everything, for admins of the whole hub. Takes a slot like a subscription, and can stall like one. */
export async function* backup(
  _: BackupRequest,
  {call, token, node, signal}: Caller
): AsyncGenerator<MessageInitShape<typeof BackupResponseSchema>> {
  requireEveryProject(token)
  const stream = node.streams.open(token, signal, () => call.destroy())
  // It is behind nothing.
  stream.cursor = Number.POSITIVE_INFINITY
  for await (const chunk of writeBackup(node.store)) {
    stream.writingSince = node.clock()
    yield {chunk}
    stream.writingSince = undefined
    call.bytes += chunk.length
    if (hasEnded(stream.signal)) return
  }
}
