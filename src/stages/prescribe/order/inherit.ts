import {stronglyConnected, toGraph} from '../../../base/graph.ts'
import type {Wait} from './break-rings.ts'

/**
 * For each key its own value combined with those of all that wait for it, directly or through others; a key without a
 * value of its own hands on what it gets. There must be no ring among the waits.
 */
export function inherit<T>(
  own: ReadonlyMap<string, T>,
  waits: readonly Wait[],
  combine: (own: T, waiting: T) => T
): ReadonlyMap<string, T> {
  const values = new Map(own)
  const graph = toGraph(
    own.keys(),
    waits.map(({waiting, first}) => [waiting, first] as const)
  )
  // What others wait for comes first; here what waits has to.
  for (const [key = ''] of stronglyConnected(graph).reverse()) {
    const value = values.get(key)
    if (value === undefined) continue
    for (const first of graph.get(key) ?? []) {
      const mine = values.get(first)
      values.set(first, mine === undefined ? value : combine(mine, value))
    }
  }
  return values
}
