import type {MessageInitShape} from '@bufbuild/protobuf'
import type {LogRow} from '../../entry.ts'
import type {
  SubscribeRequest,
  SubscribeResponseSchema
} from '../../rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import {fromWireType, toWireRow} from '../../rpc/wire-entry.ts'
import {readableProjects} from '../admission/project-rights.ts'
import {checkCursor, type Following, followLog, type Progress} from '../follow/follow-log.ts'
import type {OpenStream} from '../follow/streams.ts'
import type {Caller} from './caller.ts'
import {safeNumber} from './numbers.ts'
import {sentBytes} from './query.ts'

type Sent = MessageInitShape<typeof SubscribeResponseSchema>

/** Follows what the token may read, until the caller leaves, the token ends, or the node stops. */
export async function* subscribe(request: SubscribeRequest, caller: Caller): AsyncGenerator<Sent> {
  const {call, token, node, signal} = caller
  call.project = request.projects.join(' ')
  const stream = node.streams.open(token, signal, () => call.destroy())
  try {
    const following = await begin(request, stream, caller)
    stream.cursor = following.since
    for await (const event of followLog(following)) {
      stream.writingSince = node.clock()
      yield toSent(event)
      stream.writingSince = undefined
      count(event, stream, caller)
    }
  } catch (error) {
    stream.endedBy ??= signal.aborted ? 'client' : 'error'
    throw error
  } finally {
    node.metrics.streamEnds.inc({cause: stream.endedBy ?? 'client'})
  }
}

async function begin(
  request: SubscribeRequest,
  stream: OpenStream,
  {token, node}: Caller
): Promise<Following> {
  const projects = readableProjects(token, request.projects)
  const types = [...new Set(request.types)].map(fromWireType)
  const since = safeNumber('since', request.since)
  // A cursor may be of a row that this node has not heard of yet.
  await node.tail.refresh()
  const logId = node.tail.logId()
  checkCursor(request.logId, since, logId, node.tail.head())
  return {
    ...{tail: node.tail, since, logId, heartbeatMs: node.limits.heartbeatMs, signal: stream.signal},
    ...(projects && {projects}),
    ...(types.length > 0 && {types})
  }
}

function toSent(event: LogRow | Progress): Sent {
  if (event.kind !== 'progress') return {event: toWireRow(event) as Sent['event'] & object}
  const {seq, head, logId} = event
  return {event: {case: 'progress', value: {seq: BigInt(seq), head: BigInt(head), logId}}}
}

function count(event: LogRow | Progress, stream: OpenStream, {call}: Caller): void {
  stream.cursor = event.seq
  if (event.kind === 'progress') return
  call.entries++
  call.bytes += sentBytes(event)
}
