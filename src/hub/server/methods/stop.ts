import type {MessageInitShape} from '@bufbuild/protobuf'
import type {StopRequest, StopResponseSchema} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {requireEveryProject} from '../admission/project-rights.ts'
import type {Caller} from './caller.ts'

/** Ends this node, once open calls are done. */
export async function stop(
  _: StopRequest,
  {token, node}: Caller
): Promise<MessageInitShape<typeof StopResponseSchema>> {
  requireEveryProject(token)
  node.log({level: 'info', event: 'stop-asked', by: token.subject})
  // The answer goes out first.
  setImmediate(() => node.stop())
  return {}
}
