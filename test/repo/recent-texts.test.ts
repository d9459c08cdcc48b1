import {expect, test} from 'vitest'
import {createRecentTexts} from '../../src/repo/recent-texts.ts'

/** How often each path was read. */
function readAll(budget: number, paths: readonly string[], textOf: (path: string) => string | undefined) {
  const texts = createRecentTexts(budget)
  const counts: Record<string, number> = {}
  for (const path of paths) {
    const text = texts.get(path, () => {
      counts[path] = (counts[path] ?? 0) + 1
      return textOf(path)
    })
    expect(text).toBe(textOf(path))
  }
  return counts
}

test('a text within the budget is read once, also one that is not there', () => {
  expect(readAll(10, ['a', 'b', 'a', 'b'], path => path.repeat(5))).toEqual({a: 1, b: 1})
  expect(readAll(10, ['a', 'b', 'a'], () => undefined)).toEqual({a: 1, b: 1})
})

test('the oldest go when there are more', () => {
  expect(readAll(10, ['a', 'b', 'c', 'c', 'b', 'a'], path => path.repeat(5))).toEqual({a: 2, b: 1, c: 1})
})

test('a text over the budget is kept until the next one', () => {
  expect(readAll(10, ['a', 'a', 'b', 'a'], path => path.repeat(50))).toEqual({a: 2, b: 1})
})
