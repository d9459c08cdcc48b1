import type {Program} from '@oxc-project/types'
import {expect, it} from 'vitest'
import {parseFile} from '../../src/facts/parse-file.ts'
import {noScriptParsers} from '../../src/facts/script-blocks/script-block.ts'
import {complexityOf} from '../../src/syntax/complexity.ts'

it.each([
  ['', 1],
  ['const a = 1', 1],
  ['if (a) b(); else if (c) d()', 3],
  ['for (;;) {} for (const a in b) {} for (const a of b) {} while (a) {} do {} while (a)', 6],
  ['switch (a) { case 1: case 2: break; default: b() }', 3],
  ['try { a() } catch { b() } finally { c() }', 2],
  ['const a = b ? c : d && e || f ?? g', 5],
  ['a ||= b; c ??= d; e += f', 3],
  ['type A<T> = T extends string ? 1 : 2', 1]
])('%j has %d branches', (code, branches) =>
  expect(complexityOf(parseFile('a.ts', code, noScriptParsers)?.ast.program as Program)).toBe(branches)
)
