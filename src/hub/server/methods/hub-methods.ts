import type {HandlerContext, ServiceImpl} from '@connectrpc/connect'
import type {HubService} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import type {HubNode} from '../node.ts'
import {backup} from './backup.ts'
import {type Caller, callerOf} from './caller.ts'
import {issueToken} from './issue-token.ts'
import {listAudit} from './list-audit.ts'
import {listTokens} from './list-tokens.ts'
import {publish} from './publish.ts'
import {query} from './query.ts'
import {redact} from './redact.ts'
import {revokeToken} from './revoke-token.ts'
import {rotateToken} from './rotate-token.ts'
import {status} from './status.ts'
import {stop} from './stop.ts'
import {subscribe} from './subscribe.ts'

/** All methods of the protocol: a new one does not compile before it is here. */
export function hubMethods(node: HubNode): ServiceImpl<typeof HubService> {
  const unary =
    <Input, Output>(method: (input: Input, caller: Caller) => Promise<Output>) =>
    async (input: Input, context: HandlerContext) =>
      method(input, callerOf(context, node))
  const streaming =
    <Input, Output>(method: (input: Input, caller: Caller) => AsyncIterable<Output>) =>
    (input: Input, context: HandlerContext) =>
      method(input, callerOf(context, node))
  return {
    publish: unary(publish),
    query: unary(query),
    subscribe: streaming(subscribe),
    status: unary(status),
    issueToken: unary(issueToken),
    listTokens: unary(listTokens),
    rotateToken: unary(rotateToken),
    revokeToken: unary(revokeToken),
    redact: unary(redact),
    listAudit: unary(listAudit),
    backup: streaming(backup),
    stop: unary(stop)
  }
}
