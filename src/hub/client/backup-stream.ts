import {failureOf} from './failure.ts'
import type {Peer} from './peer.ts'
import {type ReceiveOptions, receive} from './receive.ts'
import type {Walk} from './walk.ts'

/** The parts of a backup, from the first peer that begins one. */
export async function* streamBackup(walk: Walk, options: ReceiveOptions): AsyncGenerator<Uint8Array, void> {
  const {signal} = options
  const {peer, first, rest} = await walk({method: 'Backup', send: peer => begin(peer, options), signal})
  try {
    if (first.done) return
    yield first.value
    yield* rest
  } catch (cause) {
    signal?.throwIfAborted()
    throw failureOf(cause, peer).error
  } finally {
    await rest.return()
  }
}

async function begin(peer: Peer, options: ReceiveOptions) {
  const rest = chunks(peer, options)
  return {peer, first: await rest.next(), rest}
}

async function* chunks({hub}: Peer, options: ReceiveOptions): AsyncGenerator<Uint8Array, void> {
  for await (const {chunk} of receive(signal => hub.backup({}, {signal}), options)) yield chunk
}
