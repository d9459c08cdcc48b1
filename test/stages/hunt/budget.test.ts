import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {spreadDetectors, withinBudget} from '../../../src/stages/hunt/budget.ts'
import type {Finding} from '../../../src/stages/hunt/finding.ts'

function findings(critical: number, elevated: number): Finding[] {
  const make = (tier: Finding['tier']) => (_: unknown, index: number) =>
    ({tier, key: `${tier}/${index}`, detector: 'd', confidence: 'high', score: {total: 5}}) as Finding
  return [
    ...Array.from({length: critical}, make('critical')),
    ...Array.from({length: elevated}, make('elevated'))
  ]
}

describe('withinBudget', () => {
  it.each([
    ['ten in a small repository', 3, 20, 1_000, 10],
    ['one for each 2,000 lines in a larger one', 3, 60, 60_000, 30],
    ['at most 40 elevated', 0, 60, 1_000_000, 40],
    ['at most 15 critical', 30, 0, 1_000_000, 15],
    ['all when there are few', 1, 2, 100, 3]
  ])('shows %s', (_title, critical, elevated, lines, shown) => {
    expect(withinBudget(findings(critical, elevated), lines)).toHaveLength(shown)
  })

  it('leaves out the lowest score', () => {
    const scored = (total: number) => ({tier: 'elevated', score: {total}}) as Finding
    expect(withinBudget([scored(3), scored(4)], 1_000)).toEqual([scored(4)])
  })

  it('shows critical ones first', () => {
    expect(withinBudget(findings(12, 5), 100).every(one => one.tier === 'critical')).toBe(true)
  })
})

describe('spreadDetectors', () => {
  const list = fc
    .array(fc.constantFrom('a', 'b', 'c', 'd'), {maxLength: 60})
    .map(names => names.map((detector, index) => ({tier: 'elevated', detector, key: `${index}`}) as Finding))

  it('keeps every finding once', () => {
    fc.assert(
      fc.property(list, found => {
        expect(
          spreadDetectors(found)
            .map(one => one.key)
            .sort()
        ).toEqual(found.map(one => one.key).sort())
      })
    )
  })

  it('keeps the order of one detector', () => {
    fc.assert(
      fc.property(list, found => {
        const keysOf = (all: readonly Finding[]) =>
          all.filter(one => one.detector === 'a').map(one => Number(one.key))
        expect(keysOf(spreadDetectors(found))).toEqual(keysOf(found))
      })
    )
  })

  it('counts the critical ones of a detector before the elevated ones', () => {
    const found = [
      ...['a', 'a'].map((detector, index) => ({tier: 'critical', detector, key: `${index}`}) as Finding),
      ...['a', 'a', 'b'].map(
        (detector, index) => ({tier: 'elevated', detector, key: `${index + 2}`}) as Finding
      )
    ]
    expect(spreadDetectors(found).map(one => one.key)).toEqual(['0', '1', '2', '4', '3'])
  })

  it('lets other detectors pass before the fourth of one', () => {
    const found = ['a', 'a', 'a', 'a', 'b'].map(
      (detector, index) => ({tier: 'elevated', detector, key: `${index}`}) as Finding
    )
    expect(spreadDetectors(found).map(one => one.key)).toEqual(['0', '1', '2', '4', '3'])
  })
})
