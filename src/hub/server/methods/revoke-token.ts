import type {MessageInitShape} from '@bufbuild/protobuf'
import type {
  RevokeTokenRequest,
  RevokeTokenResponseSchema
} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {toWireToken} from '../../rpc/wire-token.ts'
import type {AdminCaller} from './caller.ts'
import {findToken} from './find-token.ts'

/** Refuses a token from the next call on; its open streams end soon, on every node. */
export async function revokeToken(
  {id}: RevokeTokenRequest,
  caller: AdminCaller
): Promise<MessageInitShape<typeof RevokeTokenResponseSchema>> {
  const {token: admin, node} = caller
  await findToken(id, caller)
  const revoked = await node.store.tokens.revoke(id, node.clock())
  node.log({level: 'info', event: 'token-revoked', token: id, by: admin.subject})
  return {token: toWireToken(revoked)}
}
