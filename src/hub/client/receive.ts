import {Code, ConnectError} from '@connectrpc/connect'

export interface ReceiveOptions {
  /** In milliseconds: how long the first message may take. */
  readonly firstMs: number
  /** In milliseconds: how long each other may take, counted while the reader waits. */
  readonly silentMs: number
  readonly signal?: AbortSignal | undefined
}

/**
 * The messages of a stream of the hub. Throws DeadlineExceeded where one does not come in time, and ends the stream at the
 * hub as soon as the reader leaves.
 */
export async function* receive<Message>(
  open: (signal: AbortSignal) => AsyncIterable<Message>,
  {firstMs, silentMs, signal}: ReceiveOptions
): AsyncGenerator<Message, void> {
  const controller = new AbortController()
  const end = () => controller.abort(signal?.reason)
  signal?.addEventListener('abort', end, {once: true})
  try {
    signal?.throwIfAborted()
    const messages = open(controller.signal)[Symbol.asyncIterator]()
    for (let waitMs = firstMs; ; waitMs = silentMs) {
      const result = await within(messages.next(), waitMs, controller)
      if (result.done) return
      yield result.value
    }
  } finally {
    signal?.removeEventListener('abort', end)
    controller.abort()
  }
}

async function within<Value>(value: Promise<Value>, ms: number, controller: AbortController): Promise<Value> {
  const late = () => controller.abort(new ConnectError(`no message within ${ms} ms`, Code.DeadlineExceeded))
  const timer = setTimeout(late, ms)
  return value.finally(() => clearTimeout(timer))
}
