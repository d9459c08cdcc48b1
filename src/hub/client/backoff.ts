import {ExponentialBackoff, type IBackoff, noJitterGenerator} from 'cockatiel'

/** In milliseconds. */
export const firstDelayMs = 50
export const maxDelayMs = 5000

/**
 * The delay before the next try (`duration`, in milliseconds) and, by `next`, those after it: evenly spread between 0 and
 * a bound that doubles from 50 ms to 5 s. Immutable.
 *
 * The library's own full jitter draws from Math.random; this one from `random`, so that it can be repeated. Source:
 * aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter ("Full Jitter").
 */
export function startBackoff(random: () => number): IBackoff<unknown> {
  return new ExponentialBackoff<number>({
    initialDelay: firstDelayMs,
    maxDelay: maxDelayMs,
    generator(state, options) {
      const [boundMs, next] = noJitterGenerator(state, options)
      return [Math.floor(random() * boundMs), next]
    }
  }).next()
}
