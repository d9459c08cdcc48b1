import fc from 'fast-check'
import {expect, test} from 'vitest'
import {escapeInline, formatInline, parseInline} from '../../src/markdown/inline.ts'
import {plainText} from '../../src/markdown/plain-text.ts'

function check(markdown: string, types: readonly string[], shown: string) {
  const nodes = parseInline(markdown)
  expect(nodes.map(({type}) => type)).toEqual(types)
  expect(plainText(nodes)).toBe(shown)
}

test('reads running text', () =>
  check(
    'a `b` *c* **d** [e](f)',
    ['text', 'inlineCode', 'text', 'emphasis', 'text', 'strong', 'text', 'link'],
    'a b c d e'
  ))
test('takes what would begin a block for text', () => {
  for (const line of ['1. a', '# a', '- a', '> a', '| a | b |', '---', '```', '    a', '[x]: y', '=='])
    check(line, ['text'], line.trim())
})
test('keeps a final number sign', () => check('C #', ['text'], 'C #'))
test('gives nothing for nothing', () => check(' ', [], ''))
test('takes line breaks for spaces', () => check('a\n  b\r\nc', ['text'], 'a b c'))
test('leaves what is not closed as text', () => check('a `b <!-- c [d', ['text'], 'a `b <!-- c [d'))

const nasty = fc
  .array(
    fc.constantFrom(
      'a',
      ' ',
      '`',
      '*',
      '_',
      '|',
      '<',
      '>',
      '[',
      ']',
      '(',
      ')',
      '!',
      '#',
      '1.',
      '-',
      ':',
      '\\',
      '&amp;',
      '~',
      'www.a.b',
      '@',
      '$',
      '{',
      '"',
      'é'
    ),
    {maxLength: 14}
  )
  .map(parts => parts.join(''))

test('shows exactly what was escaped', () =>
  fc.assert(
    fc.property(nasty, text => {
      expect(plainText(parseInline(escapeInline(text)))).toBe(text.replace(/\s+/g, ' ').trim())
    }),
    {numRuns: 500, seed: 1}
  ))

test('reads back what it wrote', () =>
  fc.assert(
    fc.property(nasty, text => {
      const once = formatInline(parseInline(text))
      expect(formatInline(parseInline(once))).toBe(once)
    }),
    {numRuns: 500, seed: 2}
  ))
