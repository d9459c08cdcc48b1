import type {TokenStore} from '../store/store.ts'

/** The shortest time between two notes of one token's use, in milliseconds. */
const everyMs = 60_000

/** Notes when tokens were used: each at most once a minute, and many together. */
export interface Touches {
  note(tokenId: string, now: number): void
  stop(): Promise<void>
}

/** A use that the store cannot take is not noted again: it says when a token was last used, roughly. */
export function createTouches(
  tokens: Pick<TokenStore, 'touch'>,
  flushMs: number,
  onError: (error: unknown) => void
): Touches {
  const noted = new Map<string, number>()
  let waiting = new Map<string, number>()
  const timer = setInterval(() => void flush(), flushMs).unref()

  async function flush(): Promise<void> {
    if (waiting.size === 0) return
    const uses = waiting
    waiting = new Map()
    await tokens.touch(uses).catch(onError)
  }

  return {
    note(tokenId, now) {
      if (now - (noted.get(tokenId) ?? Number.NEGATIVE_INFINITY) < everyMs) return
      noted.set(tokenId, now)
      waiting.set(tokenId, now)
    },
    stop() {
      clearInterval(timer)
      return flush()
    }
  }
}
