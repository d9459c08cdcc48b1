/**
 * The function with its last `size` results remembered by its argument; for pure functions of a text that are asked
 * for the same few texts again and again. Results are shared: callers must not change them.
 */
export function memoize<T>(size: number, compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return text => {
    const value = known.has(text) ? (known.get(text) as T) : compute(text)
    known.delete(text)
    known.set(text, value)
    if (known.size > size) known.delete(known.keys().next().value ?? text)
    return value
  }
}
