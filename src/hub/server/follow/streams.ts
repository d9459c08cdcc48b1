import {HubError} from '../../hub-error.ts'
import type {TokenRecord} from '../../token-record.ts'
import type {ServerLimits} from '../limits.ts'

/** Why a stream ended. */
export type StreamEnd = 'client' | 'token' | 'stall' | 'stop' | 'error'

/** One open stream. */
export interface OpenStream {
  readonly token: TokenRecord
  /** Aborts when the stream is to end; the reason is a HubError where the subscriber is to be told. */
  readonly signal: AbortSignal
  /** The last row that was handed over. */
  cursor: number
  /** Since when the answer cannot be written to; undefined while it can. */
  writingSince?: number | undefined
  endedBy?: StreamEnd
  /** How often it was looked at since it is to end. */
  looks: number
  /** Tells the subscriber, once the stream can be written to. */
  end(cause: StreamEnd, error: HubError): void
  /** Cuts the answer off. */
  destroy(cause: StreamEnd): void
}

/** The streams of one node, and how many more there may be. */
export interface Streams {
  /**
   * Takes a slot until `signal` aborts, which it does also when the caller is gone and nothing can be written any more. Throws
   * `exhausted` where no slot is left.
   */
  open(token: TokenRecord, signal: AbortSignal, destroy: () => void): OpenStream
  size(): number
  [Symbol.iterator](): Iterator<OpenStream>
}

export function createStreams(limits: Pick<ServerLimits, 'streams' | 'streamsPerToken'>): Streams {
  const streams = new Set<OpenStream>()
  return {
    open(token, signal, destroy) {
      const ofToken = [...streams].filter(stream => stream.token.id === token.id).length
      if (ofToken >= limits.streamsPerToken) throw noSlot(limits.streamsPerToken, 'of one token')
      if (streams.size >= limits.streams) throw noSlot(limits.streams, 'of one node')
      const stream = createStream(token, destroy, signal)
      if (signal.aborted) return stream
      streams.add(stream)
      signal.addEventListener('abort', () => streams.delete(stream), {once: true})
      return stream
    },
    size: () => streams.size,
    [Symbol.iterator]: () => streams.values()
  }
}

function createStream(token: TokenRecord, destroy: () => void, caller: AbortSignal): OpenStream {
  const ending = new AbortController()
  if (caller.aborted) ending.abort()
  caller.addEventListener('abort', () => ending.abort(), {once: true})
  return {
    token,
    signal: ending.signal,
    cursor: 0,
    looks: 0,
    end(cause, error) {
      this.endedBy ??= cause
      ending.abort(error)
    },
    destroy(cause) {
      this.endedBy ??= cause
      destroy()
    }
  }
}

function noSlot(most: number, whose: string): HubError {
  return new HubError('exhausted', `Expected at most ${most} streams ${whose}, got one more`, {
    retryAfterMs: 5000
  })
}
