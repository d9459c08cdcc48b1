import fc from 'fast-check'
import {expect, it} from 'vitest'
import {takeInOrder} from '../../src/base/take-in-order.ts'

const letters = 'abcdefghij'
const names = (items: readonly {key: string}[]) => items.map(({key}) => key).join('')
const items = (text: string) => [...text].map(key => ({key}))

it('takes the best that nothing is missing for, again and again', () => {
  const before = new Map([
    ['a', new Set(['d'])],
    ['c', new Set(['b', 'unknown'])]
  ])
  expect(names(takeInOrder(items('abcd'), before))).toBe('bcda')
  expect(names(takeInOrder(items('abcd'), new Map()))).toBe('abcd')
})

it('refuses a ring', () => {
  const before = new Map([
    ['a', new Set(['b'])],
    ['b', new Set(['a'])]
  ])
  expect(() => takeInOrder(items('ab'), before)).toThrow('without a ring')
})

it('gives what trying one after the other gives', () => {
  const edges = fc.array(fc.tuple(fc.nat(9), fc.nat(9)), {maxLength: 20})
  fc.assert(
    fc.property(fc.shuffledSubarray([...letters], {minLength: 10}), edges, (order, drawn) => {
      const before = new Map(order.map(key => [key, new Set<string>()]))
      // Only from later to earlier letters, so that there is no ring.
      for (const [one, other] of drawn) {
        const [early = '', late = ''] = [Math.min(one, other), Math.max(one, other)].map(at => letters[at])
        if (early !== late) before.get(late)?.add(early)
      }
      expect(names(takeInOrder(items(order.join('')), before))).toBe(slowly(order, before))
    })
  )
})

function slowly(order: readonly string[], before: ReadonlyMap<string, ReadonlySet<string>>): string {
  const waiting = [...order]
  let taken = ''
  while (waiting.length > 0) {
    const index = waiting.findIndex(key => [...(before.get(key) ?? [])].every(other => taken.includes(other)))
    taken += waiting.splice(index, 1)[0]
  }
  return taken
}
