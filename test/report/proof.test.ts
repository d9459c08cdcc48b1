import {expect, it} from 'vitest'
import {proofText} from '../../src/report/text/proof.ts'

const guard = {path: 'src/a.ts', line: 2}
const change = {...guard, before: 'a || b', after: 'false'}

it.each([
  [
    {result: 'pinned', guard, test: {path: 'test/a.test.ts', name: 'stops'}, reason: 'ran 2 tests of 1 file'},
    'pinned: test/a.test.ts "stops" fails without the guard in src/a.ts:2 (ran 2 tests of 1 file)'
  ],
  [
    {result: 'pinned', guard, change: {...change, before: 'b'}, reason: 'ran 1 test file'},
    'pinned: a test fails without the guard in src/a.ts:2 (ran 1 test file); but no test notices src/a.ts:2 `b` → `false`'
  ],
  [
    {result: 'unpinned', guard, change, reason: 'ran 2 tests of 1 file'},
    'unpinned: no test fails without the guard in src/a.ts:2 (ran 2 tests of 1 file): src/a.ts:2 `a || b` → `false`'
  ],
  [{result: 'not-proven', guard, reason: 'time over'}, 'not proven: src/a.ts:2: time over'],
  [{result: 'not-proven', reason: 'no guard is known'}, 'not proven: no guard is known']
] as const)('a proof is one line: %#', (proof, text) => {
  expect(proofText(proof)).toBe(text)
})
