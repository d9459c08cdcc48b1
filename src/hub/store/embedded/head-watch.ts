/** How often to look whether another process has written. */
const everyMs = 500

/** Tells listeners that the log has grown. */
export interface HeadWatch {
  /** Returns how to stop. */
  add(listener: (head: number) => void): () => void
  /** Looks now: something was written here. */
  look(): void
  stop(): void
}

/** Looks only while somebody listens. A look that fails is left to the next one. */
export function createHeadWatch(readHead: () => Promise<number>): HeadWatch {
  const listeners = new Map<symbol, {last: number; call: (head: number) => void}>()
  let timer: NodeJS.Timeout | undefined
  const look = () => {
    if (listeners.size > 0) readHead().then(tell, () => undefined)
  }
  const tell = (head: number) => {
    for (const listener of [...listeners.values()]) {
      if (head === listener.last) continue
      listener.last = head
      listener.call(head)
    }
  }
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  return {
    add(listener) {
      const key = Symbol()
      listeners.set(key, {last: 0, call: listener})
      timer ??= setInterval(look, everyMs).unref()
      return () => {
        listeners.delete(key)
        if (listeners.size === 0) stop()
      }
    },
    look,
    stop() {
      listeners.clear()
      stop()
    }
  }
}
