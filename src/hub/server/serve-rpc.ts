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
import {admittedBody} from './admission/admitted-body.ts'
import {requiredScopes} from './admission/required-scope.ts'
import {beginCall} from './begin-call.ts'
import {type Call, callKey} from './call.ts'
import {finishCall, refuseCall} from './finish-call.ts'
import type {Request, Response, Serve} from './http/serve.ts'
import {intercept} from './intercept.ts'
import {hubMethods} from './methods/hub-methods.ts'
import type {HubNode} from './node.ts'

/** What a publish may hold: beyond its entries names, numbers, and what JSON escapes. */
const publishMaxBytes = limits.maxPublishBytes + 2 * 1024 * 1024

/** What any other call may hold: names of projects at most. To read more takes time that everybody waits for. */
const otherMaxBytes = 128 * 1024

/** Compressing each message of a stream took two thirds of a node's time with 100 subscribers; pages are worth it. */
const compressMinBytes = 64 * 1024

/** Answers Connect, gRPC and gRPC-Web calls of the hub's service; anything else is not found. */
export function serveRpc(node: HubNode): Serve {
  const scopes = requiredScopes(HubService)
  const router = createConnectRouter({
    acceptCompression: [compressionGzip, compressionBrotli],
    compressMinBytes,
    maxTimeoutMs: node.limits.maxTimeoutMs,
    jsonOptions: {ignoreUnknownFields: false},
    interceptors: [intercept(node)]
  })
  const {publish, ...others} = hubMethods(node)
  router.service(HubService, others, {readMaxBytes: otherMaxBytes})
  router.rpc(HubService.method.publish, publish, {readMaxBytes: publishMaxBytes})
  // Of two handlers of one method the later one counts: `service` makes one for each.
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
  const incoming = {
    ...{call, request, response, body: universal.body as AsyncIterable<Uint8Array>},
    ...(call.method === HubService.method.publish.name && {maxBytes: publishMaxBytes})
  }
  const body = admittedBody(incoming, node)
  const answered = await handler({...universal, body})
  if (!call.handled) await finishMalformed(call, node)
  await universalResponseToNodeResponse(answered, response)
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

/** The caller left, or sent what is no request at all: in both cases nobody can be told. */
function reportBroken(call: Call, error: unknown, node: HubNode): void {
  call.destroy()
  const name = error instanceof Error ? error.name : 'unknown'
  node.log({level: 'info', event: 'answer-broken', method: call.method, peer: call.peer, error: name})
}
