import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {stronglyConnected, toGraph} from '../../../src/base/graph.ts'
import {breakRings, never, type Wait} from '../../../src/stages/prescribe/order/break-rings.ts'

const wait = (waiting: string, first: string, cost = 2): Wait => ({waiting, first, cost})

describe('a ring of waits', () => {
  it('gives up the cheapest of a shortest loop', () => {
    const ring = [wait('a', 'b'), wait('b', 'c', 1), wait('c', 'a', never), wait('d', 'a')]
    const {kept, cuts} = breakRings(ring)
    expect(cuts).toEqual([{ring: ['a', 'b', 'c'], wait: wait('b', 'c', 1)}])
    expect(kept).toEqual([wait('a', 'b'), wait('c', 'a', never), wait('d', 'a')])
  })

  it('is none where nothing comes back', () => {
    const line = [wait('a', 'b', 1), wait('a', 'c', 1), wait('b', 'c', 1)]
    expect(breakRings(line)).toEqual({kept: line, cuts: []})
  })

  it('gives up the first by key of several that cost the same', () => {
    expect(breakRings([wait('b', 'a'), wait('a', 'b')]).cuts[0]?.wait).toEqual(wait('a', 'b'))
  })

  it('is a bug where all of it must hold', () => {
    expect(() => breakRings([wait('a', 'b', never), wait('b', 'a', never)])).toThrow('given up')
  })
})

it('leaves no ring, gives up nothing that lies on none, and does not depend on the order', () => {
  const drawn = fc.array(fc.tuple(fc.nat(70), fc.nat(70), fc.integer({min: 1, max: 3})), {maxLength: 150})
  fc.assert(
    fc.property(drawn, fc.boolean(), (tuples, reversed) => {
      const waits = tuples.filter(([a, b]) => a !== b).map(([a, b, cost]) => wait(`n${a}`, `n${b}`, cost))
      const {kept, cuts} = breakRings(waits)
      const graph = (list: readonly Wait[]) =>
        toGraph(
          [],
          list.map(({waiting, first}) => [waiting, first] as const)
        )
      expect(stronglyConnected(graph(kept)).every(({length}) => length === 1)).toBe(true)
      const rings = stronglyConnected(graph(waits)).filter(({length}) => length > 1)
      for (const cut of cuts)
        expect(rings.some(ring => ring.includes(cut.wait.waiting) && ring.includes(cut.wait.first))).toBe(
          true
        )
      if (reversed)
        expect(
          new Set(breakRings(waits.toReversed()).cuts.map(({wait}) => `${wait.waiting} ${wait.first}`))
        ).toEqual(new Set(cuts.map(({wait}) => `${wait.waiting} ${wait.first}`)))
    })
  )
})
