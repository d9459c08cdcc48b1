/** Keeps the values that were asked for last, up to a budget. */
export interface RecentValues<Key, Value> {
  get(key: Key): Value | undefined
  add(key: Key, value: Value): void
}

/** `sizeOf` and `budget` share a unit. The value added last stays, however large it is. */
export function createRecentValues<Key, Value>(
  budget: number,
  sizeOf: (value: Value) => number
): RecentValues<Key, Value> {
  const kept = new Map<Key, Value>()
  let size = 0
  const drop = (key: Key) => {
    const value = kept.get(key)
    if (value !== undefined) size -= sizeOf(value)
    kept.delete(key)
  }
  return {
    get(key) {
      const value = kept.get(key)
      if (value !== undefined) {
        kept.delete(key)
        kept.set(key, value)
      }
      return value
    },
    add(key, value) {
      drop(key)
      kept.set(key, value)
      size += sizeOf(value)
      for (const old of kept.keys()) {
        if (size <= budget || old === key) break
        drop(old)
      }
    }
  }
}
