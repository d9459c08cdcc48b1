import type {MessageInitShape} from '@bufbuild/protobuf'
import type {
  ListTokensRequest,
  ListTokensResponseSchema
} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireToken} from '../../rpc/wire-token.ts'
import {covers} from '../admission/project-rights.ts'
import type {AdminCaller} from './caller.ts'

/** The tokens that the admin has a say over. */
export async function listTokens(
  _: ListTokensRequest,
  {token: admin, node}: AdminCaller
): Promise<MessageInitShape<typeof ListTokensResponseSchema>> {
  const tokens = await node.store.tokens.list()
  return {tokens: tokens.filter(({projects}) => covers(admin, projects)).map(toWireToken)}
}
