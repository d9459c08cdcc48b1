import {expect, test} from 'vitest'
import {nearestName} from '../../src/pipeline/nearest-name.ts'

function check(word: string, names: string[], expected: string | undefined): void {
  expect(nearestName(word, names)).toBe(expected)
}

test('a swap, a slip and a case difference are near', () => {
  check('ingore', ['ignore', 'tasks'], 'ignore')
  check('tasc', ['ignore', 'tasks'], undefined)
  check('taks', ['ignore', 'tasks'], 'tasks')
  check('failon', ['failOn'], 'failOn')
})

test('another word is not near', () => {
  check('plugins', ['ignore', 'tasks'], undefined)
  check('', ['ignore'], undefined)
})

test('of two at one distance the first by code unit wins', () => {
  check('dz-3', ['dz-2', 'dz-1'], 'dz-1')
})
