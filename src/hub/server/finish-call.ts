import {Code, ConnectError} from '@connectrpc/connect'
import {codeToString} from '@connectrpc/connect/protocol-connect'
import {HubError} from '../hub-error.ts'
import {toConnectError} from '../rpc/codes.ts'
import type {Call} from './call.ts'
import type {HubNode} from './node.ts'

/** Counts a call and writes it to the audit log. */
export async function finishCall(call: Call, code: string, node: HubNode): Promise<void> {
  node.metrics.calls.inc({method: call.method, code})
  await auditCall(call, code, node)
}

/**
 * Writes a call to the audit log, once: fulfils only after what an admin did, or was refused to do, is written; everything else
 * follows soon.
 */
export async function auditCall(call: Call, code: string, node: HubNode): Promise<void> {
  if (call.audited) return
  call.audited = true
  const {method, entries, bytes, peer} = call
  const [project, reason] = [shortened(call.project), shortened(call.reason)]
  const row = {
    at: node.clock(),
    subject: call.token?.subject ?? '',
    tokenId: call.token?.id ?? '',
    ...{project, method, code, entries, bytes, peer, reason}
  }
  if (call.scope === 'admin') await node.audit.write(row)
  else node.audit.add(row)
}

/** Of what a caller chose, and nobody has checked yet: a call that was refused is not to fill the disk. */
const maxTextLength = 1000

function shortened(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text
}

/** Finishes a call that failed. Returns what the caller is told. */
export async function refuseCall(call: Call, error: unknown, node: HubNode): Promise<ConnectError> {
  const told = toTold(call, error, node)
  if (call.reason === '') call.reason = told.rawMessage
  if (told.code === Code.ResourceExhausted) node.metrics.rateLimited.inc()
  if (told.code === Code.Unavailable) node.metrics.storeErrors.inc()
  await finishCall(call, codeToString(told.code), node)
  return told
}

function toTold({method}: Call, error: unknown, node: HubNode): ConnectError {
  if (error instanceof ConnectError) return error
  if (error instanceof HubError) return toConnectError(error)
  // A message may quote what was sent; the places in the code do not.
  const {name, stack = ''} = error instanceof Error ? error : new Error()
  const frames = stack.split('\n').filter(line => line.startsWith('    at '))
  node.log({level: 'error', event: 'internal-error', method, error: name, frames})
  return new ConnectError('internal error', Code.Internal)
}
