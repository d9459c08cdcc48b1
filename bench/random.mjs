/**
 * Numbers that the seed alone decides: T. Ettinger's 32-bit generator, small and the same on every machine.
 *
 * @param {number} seed
 */
export function createRandom(seed) {
  let state = seed | 0
  return {below, chance: share => next() < share, pick: list => list[below(list.length)], sample, bell}

  /** In [0, 1). */
  function next() {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  /** A whole number in [0, limit). */
  function below(limit) {
    return Math.floor(next() * limit)
  }

  /** At most `count` different members of the list, in the list's order. */
  function sample(list, count) {
    const chosen = new Set()
    for (let tries = 0; chosen.size < Math.min(count, list.length) && tries < count * 8; tries++)
      chosen.add(below(list.length))
    return [...chosen].sort((left, right) => left - right).map(index => list[index])
  }

  /** Normally distributed around 0 with deviation 1, by G. Box and M. Muller. */
  function bell() {
    return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
  }
}
