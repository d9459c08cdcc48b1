import {expect, it} from 'vitest'
import {stemOf, stemsOf} from '../../../../src/stages/triage/words/stems.ts'

it('splits identifiers and flags into the words of prose', () => {
  expect(stemsOf('clearRefs')).toEqual(stemsOf('clears the refs'))
  expect(stemsOf('--clear-refs')).toEqual(stemsOf('CLEAR_REFS'))
  expect(stemsOf('HTTPServer')).toEqual(stemsOf('http server'))
})

it('takes English endings off', () => {
  for (const family of [
    ['validates', 'validated', 'validating', 'validation', 'validate'],
    ['stops', 'stopped', 'stopping', 'stop'],
    ['entry', 'entries'],
    ['matches', 'matching', 'match'],
    ['removed', 'removes', 'remove']
  ])
    expect(new Set(family.map(stemOf)).size, family.join(', ')).toBe(1)
})

it('keeps words apart that only begin alike', () => {
  for (const [left = '', right = ''] of [
    ['class', 'clas'],
    ['status', 'statu'],
    ['string', 'str'],
    ['port', 'position']
  ])
    expect(stemOf(left), left).not.toBe(stemOf(right))
})

it('leaves out what every task says', () => {
  expect(stemsOf('Add support for the new one')).toEqual([])
})
