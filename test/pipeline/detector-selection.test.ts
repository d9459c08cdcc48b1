import {expect, test} from 'vitest'
import {ignoredDetectors} from '../../src/pipeline/detector-selection.ts'

const known = ['cached-rejection', 'catch-and-spin', 'lazy-init-race']

test('an object switches single detectors off', () => {
  expect(ignoredDetectors({}, known)).toEqual([])
  expect(ignoredDetectors({'lazy-init-race': false, 'catch-and-spin': true}, known)).toEqual([
    'lazy-init-race'
  ])
})

test('a list names the only ones that run', () => {
  expect(ignoredDetectors(['catch-and-spin'], known)).toEqual(['cached-rejection', 'lazy-init-race'])
})

test('an unknown id is refused and the nearest named', () => {
  expect(() => ignoredDetectors({'lazy-init-rac': false}, known)).toThrow(
    expect.objectContaining({code: 'config/invalid', hint: 'did you mean "lazy-init-race"?'})
  )
})
