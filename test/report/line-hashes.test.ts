import {expect, test} from 'vitest'
import {lineHashes} from '../../src/report/sarif/line-hashes.ts'

// The values are those that github/codeql-action gives for these texts.
test('a text gives the hashes that GitHub computes', () => {
  expect(lineHashes('')).toEqual(['c129715d7a2bc9a3:1'])
  expect(lineHashes(' a\nb\n  \t\tc\n d')).toEqual([
    '271789c17abda88f:1',
    '54703d4cd895b18:1',
    '180aee12dab6264:1',
    'a23a3dc5e078b07b:1'
  ])
})

test('how lines end, and blanks, do not count', () => {
  const text = 'one  two\n\tthree\n\nfour\n'
  expect(lineHashes(text.replaceAll('\n', '\r\n'))).toEqual(lineHashes(text))
  expect(lineHashes(text.replaceAll('\n', '\r'))).toEqual(lineHashes(text))
  expect(lineHashes('onetwo\nthree\n\n  four')).not.toEqual(lineHashes(text))
  expect(lineHashes('onetwo\nthree\n\n  four\n')).toEqual(lineHashes(text))
})

test('lines of one hash are counted, and a line far off changes none', () => {
  const lines = Array.from({length: 30}, () => 'the same line over and over again')
  const before = lineHashes(lines.join('\n'))
  expect(before.slice(0, 3)).toEqual([1, 2, 3].map(count => `${before[0]?.split(':')[0]}:${count}`))
  const after = lineHashes(['new', ...lines].join('\n'))
  expect(after.slice(1)).toEqual(before)
})
