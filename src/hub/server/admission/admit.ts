import {HubError} from '../../hub-error.ts'
import type {TokenRecord} from '../../token-record.ts'
import type {Call} from '../call.ts'
import type {HubNode} from '../node.ts'
import {authenticate} from './authenticate.ts'
import {networkOf} from './network-of.ts'

/** Decides whether a call may be made, before its body is read. Throws a HubError where not. */
export async function admit(call: Call, node: HubNode): Promise<TokenRecord> {
  const token = await authenticate(call, node.store.tokens, node.clock()).catch(error => {
    throw countFailure(error, call, node)
  })
  call.token = token
  if (!token.scopes.includes(call.scope))
    throw new HubError('denied', `Expected a token with the scope ${call.scope}`)
  node.rates.calls(token.id)
  node.touches.note(token.id, node.clock())
  return token
}

/** A flood of failures is refused by its address, and does not fill the audit log. */
function countFailure(error: unknown, call: Call, node: HubNode): unknown {
  if (!(error instanceof HubError) || error.kind !== 'unauthenticated') return error
  node.metrics.authFailures.inc()
  try {
    node.rates.failedAuths(networkOf(call.peer))
    return error
  } catch (tooMany) {
    call.audited = true
    return tooMany
  }
}
