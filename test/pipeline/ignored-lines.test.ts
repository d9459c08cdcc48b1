import {expect, test} from 'vitest'
import {readIgnoreComments} from '../../src/pipeline/ignored-lines.ts'

function check(text: string, expected: {line: number; ignores: number; reason: string}[]): void {
  expect(readIgnoreComments(text)).toEqual(expected)
}

test('a comment silences the next line', () => {
  check('# A\n\n<!-- groundtruth-ignore-next-line planned -->\nSee `src/a.ts`.\n', [
    {line: 3, ignores: 4, reason: 'planned'}
  ])
})

test('blank lines between do not count', () => {
  check('<!-- groundtruth-ignore-next-line made by the build -->\n\n\n| a |\n| - |\n', [
    {line: 1, ignores: 4, reason: 'made by the build'}
  ])
})

test('a comment over several lines counts from its end', () => {
  check('<!-- groundtruth-ignore-next-line\n  a long\n  reason -->\r\ntext\r\n', [
    {line: 3, ignores: 4, reason: 'a long\n  reason'}
  ])
})

test('a comment inside a list and inside a line is found', () => {
  check('- one\n  <!-- groundtruth-ignore-next-line old -->\n- two\n', [{line: 2, ignores: 3, reason: 'old'}])
  check('text <!-- groundtruth-ignore-next-line old -->\nmore\n', [{line: 1, ignores: 2, reason: 'old'}])
})

test('a comment in code is text', () => {
  check('```html\n<!-- groundtruth-ignore-next-line x -->\n```\n', [])
  check('`<!-- groundtruth-ignore-next-line x -->`\n', [])
})

test('a missing reason is told from a given one', () => {
  check('<!-- groundtruth-ignore-next-line -->\ntext\n', [{line: 1, ignores: 2, reason: ''}])
})

test('another word is no ignore comment', () => {
  check('<!-- groundtruth-ignore-next-lines x -->\ntext\n', [])
})
