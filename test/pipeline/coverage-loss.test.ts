import {expect, test} from 'vitest'
import {coverageLoss} from '../../src/pipeline/coverage-loss.ts'

const all = ['References: from the compiler, members included.', 'History: read from git.']

test('the same or more is no loss', () => {
  expect(coverageLoss(all, all)).toEqual([])
  expect(coverageLoss([], all)).toEqual([])
  expect(coverageLoss(['History: none.'], all)).toEqual([])
})

test('a shallow clone and a missing history are a loss', () => {
  expect(coverageLoss(all, [all[0] ?? '', 'History: shallow clone.'])).toEqual(['History'])
  expect(coverageLoss(['History: shallow clone.'], ['History: none.'])).toEqual(['History'])
})

test('syntax in place of the compiler is a loss', () => {
  expect(coverageLoss(all, ['References: from syntax alone.', 'History: read from git.'])).toEqual([
    'References'
  ])
})
