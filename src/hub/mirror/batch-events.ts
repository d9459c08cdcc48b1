import {setTimeout as pause} from 'node:timers/promises'

export interface BatchOptions<Event> {
  /** In milliseconds, from the first event of a batch. */
  readonly maxMs: number
  readonly maxWeight: number
  weigh(event: Event): number
}

/** Events in their order, those of a short time together. An error comes after what was received before it. */
export async function* batchEvents<Event>(
  events: AsyncIterable<Event>,
  {maxMs, maxWeight, weigh}: BatchOptions<Event>
): AsyncGenerator<Event[], void> {
  const iterator = events[Symbol.asyncIterator]()
  let next = pull(iterator)
  try {
    for (;;) {
      const first = await next
      if (first.done) return
      const batch = [first.value]
      const waiting = new AbortController()
      const late = pause(maxMs, undefined, {signal: waiting.signal}).catch(() => undefined)
      next = pull(iterator)
      for (let weight = weigh(first.value); weight < maxWeight; ) {
        // An error is met again by the await above.
        const result = await Promise.race([next, late]).catch(() => undefined)
        if (result === undefined || result.done) break
        batch.push(result.value)
        weight += weigh(result.value)
        next = pull(iterator)
      }
      waiting.abort()
      yield batch
    }
  } finally {
    await iterator.return?.()
  }
}

function pull<Event>(iterator: AsyncIterator<Event>): Promise<IteratorResult<Event>> {
  const next = iterator.next()
  // A reader that leaves early does not wait for it.
  next.catch(() => undefined)
  return next
}
