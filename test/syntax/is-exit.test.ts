import {expect, it} from 'vitest'
import {isExit} from '../../src/syntax/is-exit.ts'
import {parse} from './parse.ts'

it.each([
  ['throw 1', true],
  ['{ a(); throw 1 }', true],
  ['if (a) throw 1; else throw 2', true],
  ['if (a) throw 1', false],
  ['try { throw 1 } catch { b() }', false],
  ['try { a() } finally { throw 1 }', true],
  ['while (true) { a() }', false],
  ['a()', false]
])('%s: %s', (text, expected) => {
  expect(isExit(parse(text).body[0])).toBe(expected)
})
