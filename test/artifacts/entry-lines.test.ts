import {describe, expect, it} from 'vitest'
import {fromEntry, toEntry} from '../../src/artifacts/detailed-design/entry-lines.ts'
import type {EntryRow} from '../../src/artifacts/detailed-design.ts'

describe('lines of entry points', () => {
  const check = (row: EntryRow, text: string) => {
    expect(toEntry(row)).toBe(text)
    expect(fromEntry(text)).toEqual([row])
  }

  it('give the module or what names it', () => {
    check({kind: 'route', name: 'GET /x/:id', path: 'src/a.ts', line: 3}, 'route `GET /x/:id`, `src/a.ts:3`')
    check(
      {kind: 'bin', name: 'tool', path: 'src/cli.ts', line: 4, namedIn: 'package.json'},
      'bin `tool`, `src/cli.ts`, named at package.json:4'
    )
  })
  it('keep unusual names', () => {
    check(
      {kind: 'command', name: 'a`b, c', path: 'src/a b.ts', line: 1},
      'command ``a`b, c``, `src/a b.ts:1`'
    )
    check(
      {kind: 'workflow', name: 'x.yml', path: 'x.mjs', line: 9, namedIn: '.github/workflows/_x_.yml'},
      'workflow `x.yml`, `x.mjs`, named at `.github/workflows/_x_.yml:9`'
    )
  })
  it('are no other lines', () => {
    expect(fromEntry('and 4 more')).toEqual([])
    expect(fromEntry('route `GET /x`')).toEqual([])
    expect(fromEntry('route `GET /x`, `src/a.ts`')).toEqual([])
  })
})
