import fc from 'fast-check'
import {expect, it} from 'vitest'
import {wrapParagraph} from '../../../src/artifacts/task-edits/wrap.ts'

it('breaks between words, and not in code', () => {
  expect(wrapParagraph('one two `three four` five', 10)).toEqual(['one two', '`three four`', 'five'])
  expect(wrapParagraph('a ``b ` c`` d', 5)).toEqual(['a', '``b ` c``', 'd'])
  expect(wrapParagraph('a `lone backtick', 8)).toEqual(['a `lone', 'backtick'])
})

it('never begins a line with what would be a list, a heading or a quote', () => {
  for (const sign of ['-', '+', '*', '#', '>', '1.', '2)', '==', '---', '|'])
    expect(wrapParagraph(`word ${sign} b`, 4)).toEqual([`word ${sign}`, 'b'])
  expect(wrapParagraph('word a', 4)).toEqual(['word', 'a'])
})

it('loses nothing', () => {
  const texts = fc.array(fc.constantFrom('ab', '`c d`', '-', '``', '`', 'e;', '1.'), {maxLength: 20})
  fc.assert(
    fc.property(texts, fc.integer({min: 1, max: 30}), (parts, width) => {
      const text = parts.join(' ')
      expect(wrapParagraph(text, width).join(' ')).toBe(text)
    })
  )
})
