import type {TokenStore} from '../store/store.ts'
import {hasExpired} from '../tokens/check-token.ts'
import {unauthenticated} from './admission/authenticate.ts'
import type {Streams} from './follow/streams.ts'

export interface WatchOptions {
  readonly streams: Streams
  readonly tokens: Pick<TokenStore, 'ended'>
  readonly everyMs: number
  readonly stallMs: number
  readonly clock: () => number
  readonly onError: (error: unknown) => void
}

/**
 * Looks at the open streams every `everyMs`: ends those whose token was revoked or has expired, on whichever node that happened,
 * and cuts off those that cannot be told or could not be written to for `stallMs`. Returns how to stop it.
 */
export function watchStreams(options: WatchOptions): () => void {
  let asking = false
  const timer = setInterval(() => {
    cutOff(options)
    if (asking) return
    asking = true
    endRefused(options)
      .catch(options.onError)
      .finally(() => {
        asking = false
      })
  }, options.everyMs).unref()
  return () => clearInterval(timer)
}

/** A stream that was told to end, and is still here at the second look after it, cannot be written to. */
function cutOff({streams, stallMs, clock}: WatchOptions): void {
  const now = clock()
  for (const stream of [...streams]) {
    if (stream.signal.aborted && ++stream.looks > 1) stream.destroy('stall')
    if (stream.writingSince !== undefined && now - stream.writingSince >= stallMs) stream.destroy('stall')
  }
}

async function endRefused({streams, tokens, clock}: WatchOptions): Promise<void> {
  if (streams.size() === 0) return
  const now = clock()
  const ids = new Set([...streams].map(({token}) => token.id))
  // Known without the store, which may be away.
  for (const stream of streams) if (hasExpired(stream.token, now)) stream.end('token', unauthenticated())
  const ended = new Set(await tokens.ended([...ids], now))
  for (const stream of streams) if (ended.has(stream.token.id)) stream.end('token', unauthenticated())
}
