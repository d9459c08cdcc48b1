/**
 * The items, best first, so that each stands after all that `before` names for it: again and again the best whose
 * predecessors are all taken. What `best` does not hold is not waited for.
 *
 * `best` is sorted by preference. Takes O(n log n + edges). Throws for a ring, which the caller has to cut.
 *
 * Source: A. B. Kahn, Topological sorting of large networks, 1962, with a sorted list of what is ready.
 */
export function takeInOrder<T extends {readonly key: string}>(
  best: readonly T[],
  before: ReadonlyMap<string, ReadonlySet<string>>
): T[] {
  const place = new Map(best.map(({key}, index) => [key, index]))
  const {missing, after} = countMissing(best, before, place)
  const ready = best.flatMap((_, index) => (missing[index] === 0 ? [index] : [])).reverse()
  const order: T[] = []
  for (let index = ready.pop(); index !== undefined; index = ready.pop()) {
    const item = best[index]
    if (item) order.push(item)
    for (const next of after.get(index) ?? []) {
      missing[next] = (missing[next] ?? 0) - 1
      if (missing[next] === 0) insertDescending(ready, next)
    }
  }
  if (order.length < best.length) throw new Error('Expected an order without a ring of what comes first')
  return order
}

function countMissing(
  items: readonly {readonly key: string}[],
  before: ReadonlyMap<string, ReadonlySet<string>>,
  place: ReadonlyMap<string, number>
) {
  const after = new Map<number, number[]>()
  const missing = items.map(({key}, index) => {
    const first = [...(before.get(key) ?? [])].flatMap(other => place.get(other) ?? [])
    for (const other of first) append(after, other, index)
    return first.length
  })
  return {missing, after}
}

/** Keeps `list` sorted from large to small, so that its end is the best. */
function insertDescending(list: number[], value: number): void {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] ?? 0) > value) low = middle + 1
    else high = middle
  }
  list.splice(low, 0, value)
}

function append(lists: Map<number, number[]>, key: number, value: number): void {
  const list = lists.get(key)
  if (list) list.push(value)
  else lists.set(key, [value])
}
