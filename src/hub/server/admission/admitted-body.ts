import {HubError} from '../../hub-error.ts'
import type {Call} from '../call.ts'
import {refuseCall} from '../finish-call.ts'
import type {Request, Response} from '../http/serve.ts'
import type {HubNode} from '../node.ts'

/** What is read of one call. */
export interface IncomingBody {
  readonly call: Call
  readonly request: Request
  readonly response: Response
  readonly body: AsyncIterable<Uint8Array>
  /** What it may hold once it is unpacked; absent: too little to count. */
  readonly maxBytes?: number
}

/**
 * The body of a call, which is read only once the call is admitted, and takes its bytes from the budget of the node until it is
 * answered. One that is packed counts as large as it may become: a few bytes can be millions.
 */
export async function* admittedBody(incoming: IncomingBody, node: HubNode): AsyncGenerator<Uint8Array> {
  const {call, request, response, body, maxBytes} = incoming
  const {id} = await call.admitted
  if (maxBytes === undefined) return yield* body
  let taken = 0
  // Once the answer is closed nobody would give back what is taken.
  if (!node.calls.has(call)) return
  response.once('close', () => node.bodies.give(id, taken))
  const take = (bytes: number) => {
    node.bodies.take(id, bytes)
    taken += bytes
  }
  try {
    if (isPacked(request)) take(maxBytes)
    for await (const chunk of body) {
      if (!node.calls.has(call)) return
      take(chunk.length)
      yield chunk
    }
  } catch (error) {
    // What breaks the reading is told by whoever reads.
    if (!(error instanceof HubError)) throw error
    call.handled = true
    throw await refuseCall(call, error, node)
  }
}

/** As Connect and gRPC say it. */
const headers = ['content-encoding', 'connect-content-encoding', 'grpc-encoding']

function isPacked(request: Request): boolean {
  return headers.some(name => (request.headers[name] ?? 'identity') !== 'identity')
}
