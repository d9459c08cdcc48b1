import {ConnectError} from '@connectrpc/connect'
import type {SubscribeResponse} from '../../../../src/hub/rpc/generated/groundtruth/hub/v1/hub_pb.ts'
import type {HubClient} from './test-hub.ts'

/** A subscription that gathers what comes until it is told to stop. */
export function gather(client: HubClient, request: Parameters<HubClient['subscribe']>[0]) {
  const abort = new AbortController()
  const events: SubscribeResponse['event'][] = []
  const ended = (async () => {
    for await (const {event} of client.subscribe(request, {signal: abort.signal})) events.push(event)
  })().catch(error => ConnectError.from(error))
  return {
    events,
    ids: () => events.flatMap(({case: kind, value}) => (kind === 'entry' ? [value.id] : [])),
    seqs: () => events.flatMap(({case: kind, value}) => (kind === 'entry' ? [value.seq] : [])),
    ended,
    stop() {
      abort.abort()
      return ended
    }
  }
}
