import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {excerpt} from '../../src/syntax/excerpt.ts'

describe('excerpt', () => {
  it.each([
    ['a  \n  b', '`a b`'],
    ['`t`', '`` `t` ``'],
    ['a`b', '``a`b``'],
    ['x'.repeat(70), `\`${'x'.repeat(59)}…\``]
  ])('%s', (text, expected) => {
    expect(excerpt(text)).toBe(expected)
  })

  it('is one line of at most 60 characters between its fences', () => {
    fc.assert(
      fc.property(fc.string({unit: fc.constantFrom('`', 'a', ' ', '\n', '😀'), maxLength: 100}), text => {
        const span = excerpt(text)
        const fence = /^`+/.exec(span)?.[0] ?? ''
        const inner = span.slice(fence.length, -fence.length)
        expect(span).not.toContain('\n')
        expect(inner.trim().length).toBeLessThanOrEqual(60)
        expect(inner.match(/`+/g) ?? []).not.toContain(fence)
        expect(span).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/)
      })
    )
  })
})
