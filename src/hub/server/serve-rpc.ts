import {createConnectRouter, createContextValues} from '@connectrpc/connect'
import {
  compressionBrotli,
  compressionGzip,
  universalRequestFromNodeRequest,
  universalResponseToNodeResponse
} from '@connectrpc/connect-node'
import {limits} from '../limits.ts'
import {HubService} from '../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {admit} from './admission/admit.ts'
import {requiredScopes} from './admission/required-scope.ts'
import {beginCall} from './begin-call.ts'
import {type Call, callKey} from './call.ts'
import {finishCall, refuseCall} from './finish-call.ts'
import type {Request, Response, Serve} from './http/serve.ts'
import {intercept} from './intercept.ts'
import {hubMethods} from './methods/hub-methods.ts'
import type {HubNode} from './node.ts'

/** Beyond the entries of a publish: names, numbers, and what JSON escapes. */
const readSlack = 2 * 1024 * 1024

/** Answers Connect, gRPC and gRPC-Web calls of the hub's service; anything else is not found. */
export function serveRpc(node: HubNode): Serve {
  const scopes = requiredScopes(HubService)
  const router = createConnectRouter({
    acceptCompression: [compressionGzip, compressionBrotli],
    readMaxBytes: limits.maxPublishBytes + readSlack,
    maxTimeoutMs: node.limits.maxTimeoutMs,
    jsonOptions: {ignoreUnknownFields: false},
    interceptors: [intercept(node)]
  }).service(HubService, hubMethods(node))
  const handlers = new Map(router.handlers.map(handler => [handler.requestPath, handler]))
  return (request, response) => {
    const handler = handlers.get(request.url?.split('?', 1)[0] ?? '')
    const scope = handler && scopes.get(handler.method.name)
    if (!scope) return void response.writeHead(404).end()
    // Who waits for a writable answer is woken when the caller leaves; connect-node 2.1.2 waits for `drain` alone.
    response.once('close', () => response.emit('drain'))
    const call = beginCall(handler.method.name, scope, request, response)
    node.calls.add(call)
    response.once('close', () => node.calls.delete(call))
    limitBody(call, request, response, node.limits.bodyMs)
    answer(call, handler, request, response, node).catch(error => reportBroken(call, error, node))
  }
}

async function answer(
  call: Call,
  handler: ReturnType<typeof createConnectRouter>['handlers'][number],
  request: Request,
  response: Response,
  node: HubNode
): Promise<void> {
  call.admitted = admit(call, node).catch(async error => {
    throw await refuseCall(call, error, node)
  })
  // Whoever needs it awaits it; a request that is malformed may be answered before.
  call.admitted.catch(() => undefined)
  const values = createContextValues().set(callKey, call)
  const universal = universalRequestFromNodeRequest(request, response, undefined, values)
  const body = admittedBody(call, universal.body as AsyncIterable<Uint8Array>)
  const answered = await handler({...universal, body})
  if (!call.handled) await finishMalformed(call, node)
  await universalResponseToNodeResponse(answered, response)
}

/** The body of a call is read only once it is admitted. */
async function* admittedBody(call: Call, body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  await call.admitted
  yield* body
}

async function finishMalformed(call: Call, node: HubNode): Promise<void> {
  const admitted = await call.admitted.then(
    () => true,
    () => false
  )
  call.reason ||= 'malformed request'
  if (admitted) await finishCall(call, 'invalid_argument', node)
}

/** A caller that sends its request for ever holds memory. */
function limitBody(call: Call, request: Request, response: Response, bodyMs: number): void {
  const timer = setTimeout(() => call.destroy(), bodyMs).unref()
  const clear = () => clearTimeout(timer)
  request.once('end', clear)
  response.once('close', clear)
}

/** The caller left, or a defect: in both cases nobody can be told. */
function reportBroken(call: Call, error: unknown, node: HubNode): void {
  const name = error instanceof Error ? error.name : 'unknown'
  node.log({level: 'info', event: 'answer-broken', method: call.method, peer: call.peer, error: name})
}
