import type {HandlerContext} from '@connectrpc/connect'
import {HubError} from '../../hub-error.ts'
import type {TokenRecord} from '../../token-record.ts'
import {type Call, callKey} from '../call.ts'
import type {HubNode} from '../node.ts'

/** Who calls a method, and where. */
export interface Caller {
  readonly call: Call
  readonly token: TokenRecord
  readonly node: HubNode
  /** Aborts when the call is over, also when the caller leaves. */
  readonly signal: AbortSignal
}

/** All that the methods about tokens know of their caller: also who works on the store itself. */
export interface AdminCaller {
  readonly call: Pick<Call, 'project'>
  readonly token: Pick<TokenRecord, 'projects' | 'subject'>
  readonly node: Pick<HubNode, 'store' | 'clock' | 'randomBytes' | 'log'>
}

/** Throws for a call that was never admitted: no method runs for it. */
export function callerOf({values, signal}: HandlerContext, node: HubNode): Caller {
  const call = values.get(callKey)
  if (!call?.token) throw new HubError('denied', 'Expected a call that was admitted')
  return {call, token: call.token, node, signal}
}
