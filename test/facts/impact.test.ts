import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {Reference, References} from '../../src/facts/facts.ts'
import {createImpact} from '../../src/facts/impact.ts'

/** References from lines like `b.ts#b -> a.ts#a`. */
function references(edges: readonly string[], unresolved: Readonly<Record<string, number>> = {}): References {
  const list: Reference[] = edges.map(edge => {
    const [from = '', to = ''] = edge.split(' -> ')
    return {from, to, call: true, line: 1}
  })
  return {
    source: 'types',
    list,
    unresolvedCalls: new Map(Object.entries(unresolved)),
    calls: {seen: 0, resolved: 0},
    callsIn: new Map()
  }
}

function check(edges: readonly string[], symbol: string, expected: readonly string[][]): void {
  expect(createImpact(references(edges)).dependents(symbol, expected.length)).toEqual(expected)
}

describe('dependents', () => {
  it('come by distance, each once at its shortest', () => {
    check(['b#b -> a#a', 'c#c -> b#b', 'c#c -> a#a', 'd#d -> c#c'], 'a#a', [['b#b', 'c#c'], ['d#d'], []])
  })

  it('end in a ring', () => {
    check(['b#b -> a#a', 'a#a -> b#b'], 'a#a', [['b#b'], []])
  })

  it('are none for an unknown symbol', () => {
    check(['b#b -> a#a'], 'x#x', [[], []])
  })

  it('of a class include those of its members, and not the members', () => {
    check(['b#b -> a#Lock.acquire', 'a#Lock.open -> a#Lock.acquire', 'a#make -> a#Lock'], 'a#Lock', [
      ['a#make', 'b#b']
    ])
  })

  it('of a member do not include those of its class or siblings', () => {
    check(['b#b -> a#Lock', 'c#c -> a#Lock.open', 'd#d -> a#Lock.#fd'], 'a#Lock.acquire', [[], []])
  })

  it('of a private field are those that use it', () => {
    check(['a#Lock.open -> a#Lock.#fd', 'b#b -> a#Lock.open'], 'a#Lock.#fd', [['a#Lock.open'], ['b#b']])
  })

  it('of a class do not include those of one whose name begins alike', () => {
    check(['b#b -> a#LockFile.open'], 'a#Lock', [[]])
  })

  it('take dots in paths for no members', () => {
    check(['b.ts#b -> a.test.ts#a'], 'a.test.ts#a', [['b.ts#b']])
  })
})

describe('overrides', () => {
  function checkOverrides(symbol: string, expected: readonly string[][]): void {
    const edges = ['c#c -> a#Base.run', 'a#Sub.run -> a#Base.run', 'a#Other.run -> a#Base.run', 'd#d -> c#c']
    const overrides = [
      {member: 'a#Deep.run', base: 'a#Sub.run'},
      {member: 'a#Other.run', base: 'a#Base.run'},
      {member: 'a#Sub.run', base: 'a#Base.run'}
    ]
    const index = createImpact({...references(edges), overrides})
    expect(index.dependents(symbol, expected.length)).toEqual(expected)
  }

  it('count who calls through the base, and no sibling that calls its own base', () => {
    checkOverrides('a#Sub.run', [['c#c'], ['d#d']])
    checkOverrides('a#Deep.run', [['c#c'], ['d#d']])
  })

  it('leave a class to those who use it by its own members', () => checkOverrides('a#Sub', [[], []]))

  it('leave the base to those who use it', () =>
    checkOverrides('a#Base.run', [['a#Other.run', 'a#Sub.run', 'c#c'], ['d#d']]))
})

describe('figures', () => {
  it('hold three distances and the calls that may add to them', () => {
    const edges = ['b#b -> a#Lock.acquire', 'c#c -> b#b', 'd#d -> c#c', 'e#e -> d#d']
    const impact = createImpact(references(edges, {acquire: 2, other: 5}))
    expect(impact.of('a#Lock.acquire')).toEqual({d1: 1, d2: 1, d3: 1, unresolved: 2})
    expect(impact.of('a#Lock')).toEqual({d1: 1, d2: 1, d3: 1, unresolved: 2})
    expect(impact.of('b#b').unresolved).toBe(0)
  })

  it('never shrink when a reference is added', () => {
    const node = fc.constantFrom('a#a', 'a#K', 'a#K.m', 'a#K.n', 'b#b', 'c#')
    const edge = fc
      .tuple(node, node)
      .filter(([from, to]) => from !== to)
      .map(pair => pair.join(' -> '))
    fc.assert(
      fc.property(fc.array(edge, {maxLength: 12}), edge, node, (edges, extra, symbol) => {
        const reach = (list: readonly string[]) => createImpact(references(list)).dependents(symbol, 6).flat()
        const before = reach(edges)
        const after = new Set(reach([...edges, extra]))
        // A member that joins its class is no dependent of it any more.
        return before.every(id => after.has(id) || id.startsWith(`${symbol}.`))
      })
    )
  })
})

describe('uses', () => {
  function places(edges: readonly string[], symbol: string): string[][] {
    return createImpact(references(edges))
      .uses(symbol, 2)
      .map(level => level.map(({from, to}) => `${from} -> ${to}`))
  }

  it('are the references behind each level of dependents', () => {
    expect(places(['b#b -> a#a', 'c#c -> b#b', 'x#x -> y#y'], 'a#a')).toEqual([
      ['b#b -> a#a'],
      ['c#c -> b#b']
    ])
  })

  it('of a class are those of its members too, from outside of it', () => {
    expect(places(['b#b -> a#Lock.acquire', 'a#Lock.open -> a#Lock.acquire'], 'a#Lock')).toEqual([
      ['b#b -> a#Lock.acquire'],
      []
    ])
  })

  it('leave out how a nearer dependent uses a further one', () => {
    expect(places(['b#b -> a#a', 'c#c -> a#a', 'c#c -> b#b'], 'a#a')).toEqual([
      ['b#b -> a#a', 'c#c -> a#a'],
      []
    ])
  })

  it('come from exactly the dependents, on any graph', () => {
    const name = fc.constantFrom('a#a', 'a#A.m', 'a#A', 'b#b', 'c#c', 'd#D.m', 'd#D')
    fc.assert(
      fc.property(
        fc.array(fc.tuple(name, name).filter(([from, to]) => from !== to)),
        name,
        (edges, symbol) => {
          const index = createImpact(references(edges.map(([from, to]) => `${from} -> ${to}`)))
          const users = index.uses(symbol, 3).map(level => [...new Set(level.map(({from}) => from))])
          expect(users).toEqual(index.dependents(symbol, 3))
        }
      )
    )
  })
})
