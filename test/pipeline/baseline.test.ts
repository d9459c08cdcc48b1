import * as fc from 'fast-check'
import {expect, test} from 'vitest'
import {emptyBaseline, formatBaseline} from '../../src/pipeline/baseline.ts'
import {parseBaseline} from '../../src/pipeline/parse-baseline.ts'

test('what is written is sorted, without doubles, and ends with a line break', () => {
  expect(formatBaseline({findings: ['b', 'a', 'b'], claims: []})).toBe(
    '{\n  "schemaVersion": 1,\n  "findings": [\n    "a",\n    "b"\n  ],\n  "claims": []\n}\n'
  )
})

test('reads back what it wrote', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.array(fc.string()), (findings, claims) => {
      const text = formatBaseline({findings, claims})
      expect(formatBaseline(parseBaseline(text))).toBe(text)
    })
  )
  expect(parseBaseline(formatBaseline(emptyBaseline))).toEqual(emptyBaseline)
})

test('anything else is refused', () => {
  for (const text of [
    '',
    '{',
    '[]',
    '{"schemaVersion": 2, "findings": [], "claims": []}',
    '{"schemaVersion": 1, "findings": []}'
  ])
    expect(() => parseBaseline(text)).toThrow(/groundtruth\.baseline\.json/)
})
