/** Orders by UTF-16 code unit: the same everywhere, whatever the locale says. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

/** Orders by the texts that `key` gives, first difference wins; numbers compare as numbers. */
export function compareBy<T>(...keys: ((value: T) => string | number)[]): (left: T, right: T) => number {
  return (left, right) => {
    for (const key of keys) {
      const a = key(left)
      const b = key(right)
      const order = typeof a === 'number' && typeof b === 'number' ? a - b : compareText(String(a), String(b))
      if (order !== 0) return order
    }
    return 0
  }
}

/** The distinct texts in code unit order. */
export function sortedUnique(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(compareText)
}
