import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {DangerZone, DangerZones} from '../../../src/artifacts/danger-zone.ts'
import {type FoundZone, numberZones} from '../../../src/artifacts/danger-zones/number-zones.ts'

function zone(key: string, tier: 'critical' | 'elevated' = 'critical'): FoundZone {
  const [detector = '', path = ''] = key.split('/')
  return {
    ...{key, detector, tier, path, category: 'concurrency', confidence: 'high', startLine: 1, endLine: 2},
    score: {likelihood: 2, blastRadius: 2, detectionGap: 2, total: 6},
    ...{symbol: 's', title: key, failureMode: 'f', precondition: 'p', failurePath: [], silence: 's'},
    impact: {d1: 0, d2: 0, d3: 0, unresolved: 0},
    ...{detectionGap: '', evidence: [], challenged: [], fix: '', falsifiedBy: ''}
  }
}

const numbersOf = ({zones}: DangerZones) => Object.fromEntries(zones.map(({key, number}) => [key, number]))
const found = (...keys: string[]) => keys.map(key => zone(key))
const withPerson = (zones: DangerZones, key: string, person: Partial<DangerZone>): DangerZones => ({
  ...zones,
  zones: zones.zones.map(one => (one.key === key ? {...one, ...person} : one))
})

const first = numberZones(found('d/a/f/r', 'd/b/f/r', 'd/c/g/r'), [])

describe('numbers', () => {
  it('are given in report order and keep to the key', () => {
    expect(numbersOf(first)).toEqual({'d/a/f/r': 1, 'd/b/f/r': 2, 'd/c/g/r': 3})
    const second = numberZones(found('d/new/h/r', 'd/c/g/r', 'd/a/f/r', 'd/b/f/r'), [first])
    expect(numbersOf(second)).toEqual({'d/new/h/r': 4, 'd/c/g/r': 3, 'd/a/f/r': 1, 'd/b/f/r': 2})
  })

  it('are retired with their zone and come back with it', () => {
    const without = numberZones(found('d/a/f/r', 'd/b/f/r'), [first])
    expect(without.resolved).toEqual([{number: 3, key: 'd/c/g/r', title: 'd/c/g/r', path: 'c'}])
    const replaced = numberZones(found('d/a/f/r', 'd/b/f/r', 'd/n/h/r'), [without])
    expect(numbersOf(replaced)['d/n/h/r']).toBe(4)
    const again = numberZones(found('d/a/f/r', 'd/b/f/r', 'd/c/g/r'), [replaced])
    expect(numbersOf(again)['d/c/g/r']).toBe(3)
    expect(again.zones.at(-1)?.status).toBe('open')
    expect(again.resolved.map(({number}) => number)).toEqual([4])
  })

  it('take the larger of what the file reserves and the highest in use', () => {
    expect(numberZones(found('d/n/h/r'), [{...first, next: 12}]).zones[0]?.number).toBe(12)
    expect(numberZones(found('d/n/h/r'), [{...first, next: 1}]).zones[0]?.number).toBe(4)
    const foreign = [{label: 'DZ-40', title: '', text: '', status: 'open', line: 1}]
    expect(numberZones(found('d/n/h/r'), [{...first, foreign}]).zones[0]?.number).toBe(41)
  })

  it('follow a zone that moved to another file', () => {
    const moved = numberZones(found('d/z/f/r', 'd/b/f/r', 'd/x/g/r'), [first])
    expect(numbersOf(moved)['d/x/g/r']).toBe(3)
    expect(moved.resolved).toEqual([])
  })

  it('follow a zone whose resource has another name', () => {
    const renamed = numberZones(found('d/a/f/r', 'd/b/f/r', 'd/c/g/other'), [first])
    expect(numbersOf(renamed)['d/c/g/other']).toBe(3)
    expect(renamed.resolved).toEqual([])
  })

  it('follow a zone whose function has another name', () => {
    const renamed = numberZones(found('d/a/f/r', 'd/b/f/r', 'd/c/h/r'), [first])
    expect(numbersOf(renamed)['d/c/h/r']).toBe(3)
  })

  it('do not follow a zone when two names could have changed', () => {
    const two = numberZones(found('d/a/f/r', 'd/a/f/q'), [])
    expect(numbersOf(numberZones(found('d/a/f/x', 'd/a/f/y'), [two]))).toEqual({
      'd/a/f/x': 3,
      'd/a/f/y': 4
    })
  })

  it('do not follow a zone when two could have moved', () => {
    const moved = numberZones(found('d/x/f/r', 'd/y/f/r', 'd/c/g/r'), [first])
    expect(numbersOf(moved)).toEqual({'d/x/f/r': 4, 'd/y/f/r': 5, 'd/c/g/r': 3})
  })

  it('do not follow what two files have at module level', () => {
    const before = numberZones(found('d/a/module/r'), [])
    expect(numbersOf(numberZones(found('d/b/module/r'), [before]))).toEqual({'d/b/module/r': 2})
  })
})

describe('a merge of two branches', () => {
  const base = numberZones(found('d/a/f/r'), [])
  const ours = numberZones(found('d/a/f/r', 'd/y/k/r'), [base])
  const theirs = numberZones(found('d/a/f/r', 'd/x/h/r'), [base])
  const both = found('d/a/f/r', 'd/x/h/r', 'd/y/k/r')

  it('leaves a number that both gave to the smaller key', () => {
    const merged = numberZones(both, [ours, theirs])
    expect(numbersOf(merged)).toEqual({'d/a/f/r': 1, 'd/x/h/r': 2, 'd/y/k/r': 3})
    expect(merged.zones.map(({formerly}) => formerly)).toEqual([undefined, undefined, 2])
    expect(merged.next).toBe(4)
  })

  it('gives the same whichever side is ours, and in one file with both', () => {
    const merged = numberZones(both, [ours, theirs])
    expect(numberZones(both, [theirs, ours])).toEqual(merged)
    expect(numberZones(both, [{...ours, zones: [...ours.zones, ...theirs.zones]}])).toEqual(merged)
  })

  it('keeps the status that is not open, ours first, and the notes', () => {
    const accepted = withPerson(theirs, 'd/a/f/r', {status: 'accepted: theirs', notes: 'n'})
    expect(numberZones(both, [ours, accepted]).zones.at(-1)).toMatchObject({
      status: 'accepted: theirs',
      notes: 'n'
    })
    const oursToo = withPerson(ours, 'd/a/f/r', {status: 'false positive: ours'})
    expect(numberZones(both, [oursToo, accepted]).zones.at(-1)).toMatchObject({
      status: 'false positive: ours',
      notes: 'n'
    })
  })
})

describe('the rest of the file', () => {
  it('says that a zone marked fixed is still found', () => {
    const fixed = withPerson(first, 'd/a/f/r', {status: 'fixed'})
    const again = numberZones(found('d/a/f/r'), [fixed])
    expect(again.zones[0]?.status).toBe('open (was fixed)')
  })

  it('keeps an acceptance while the zone is away', () => {
    const accepted = withPerson(first, 'd/a/f/r', {status: 'accepted: rare'})
    const away = numberZones([], [accepted])
    expect(away.resolved[0]?.status).toBe('accepted: rare')
    expect(numberZones(found('d/a/f/r'), [away]).zones[0]?.status).toBe('accepted: rare')
  })

  it('shows a numbered zone that is over the budget, and counts the others', () => {
    const zones = numberZones(found('d/a/f/r'), [first], {overBudget: found('d/b/f/r', 'd/new/f/q')})
    expect(numbersOf(zones)).toEqual({'d/a/f/r': 1, 'd/b/f/r': 2})
    expect(zones.hidden).toBe(1)
    expect(zones.resolved.map(({key}) => key)).toEqual(['d/c/g/r'])
  })

  it('puts critical before elevated and accepted last', () => {
    const accepted = withPerson(first, 'd/a/f/r', {status: 'accepted: rare'})
    const zones = [zone('d/a/f/r'), zone('d/e/m/r', 'elevated'), zone('d/b/f/r')]
    expect(numberZones(zones, [accepted]).zones.map(({key}) => key)).toEqual([
      'd/b/f/r',
      'd/e/m/r',
      'd/a/f/r'
    ])
  })

  it('never gives one number twice, and its own result changes nothing', () => {
    const keys = fc.uniqueArray(
      fc.constantFrom('d/a/f/r', 'd/b/f/r', 'd/c/g/r', 'e/a/f/r', 'e/b/h/q', 'e/c/module/r')
    )
    fc.assert(
      fc.property(
        fc.array(keys, {maxLength: 3}),
        fc.array(keys, {maxLength: 3}),
        keys,
        (ours, theirs, now) => {
          const run = (history: string[][]) =>
            history.reduce<DangerZones>((before, step) => numberZones(found(...step), [before]), first)
          const merged = numberZones(found(...now), [run(ours), run(theirs)])
          const numbers = [...merged.zones, ...merged.resolved].map(({number}) => number)
          expect(new Set(numbers).size).toBe(numbers.length)
          expect(Math.max(0, ...numbers)).toBeLessThan(merged.next)
          expect(numberZones(found(...now), [merged])).toEqual(merged)
        }
      )
    )
  })
})
