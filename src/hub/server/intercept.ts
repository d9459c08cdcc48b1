import {Code, ConnectError, type Interceptor, type StreamResponse} from '@connectrpc/connect'
import {HubError} from '../hub-error.ts'
import {type Call, callKey} from './call.ts'
import {auditCall, finishCall, refuseCall} from './finish-call.ts'
import type {HubNode} from './node.ts'

/** Around every method: lets only admitted calls in, maps errors, and sees to it that each call is finished. */
export function intercept(node: HubNode): Interceptor {
  return next => async request => {
    const call = request.contextValues.get(callKey)
    if (!call) throw new ConnectError('internal error', Code.Internal)
    call.handled = true
    await call.admitted
    try {
      const response = await next(request)
      // An answer may hold a secret, and Query can be asked by GET.
      response.header.set('cache-control', 'no-store')
      if (response.stream) return await begin(call, response, request.signal, node)
      await finishCall(call, 'ok', node)
      return response
    } catch (error) {
      throw await refuseCall(call, error, node)
    }
  }
}

/** What an admin begins to receive is in the audit log before. */
async function begin(
  call: Call,
  response: StreamResponse,
  signal: AbortSignal,
  node: HubNode
): Promise<StreamResponse> {
  if (call.scope === 'admin') await auditCall(call, 'ok', node)
  return {...response, message: finishing(call, response.message, signal, node)}
}

async function* finishing<T>(
  call: Call,
  messages: AsyncIterable<T>,
  signal: AbortSignal,
  node: HubNode
): AsyncGenerator<T> {
  let failed = false
  try {
    yield* messages
  } catch (error) {
    // A caller that left breaks the writing, which is no defect of ours.
    if (signal.aborted && !(error instanceof HubError)) return
    failed = true
    call.audited = false
    throw await refuseCall(call, error, node)
  } finally {
    if (!failed) await finishCall(call, signal.aborted ? 'canceled' : 'ok', node)
  }
}
