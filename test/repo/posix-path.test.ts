import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {foldersAbove, isWithin, joinPath, toPosixPath} from '../../src/repo/posix-path.ts'

describe('toPosixPath', () => {
  it.each([
    ['src\\a b\\c#.ts', '\\', 'src/a b/c#.ts'],
    ['C:\\repo\\src', '\\', 'C:/repo/src'],
    ['\\\\server\\share\\x', '\\', '//server/share/x'],
    ['src/a\\b.ts', '/', 'src/a\\b.ts'],
    ['', '\\', '']
  ])('turns %s with %s', (path, separator, expected) => expect(toPosixPath(path, separator)).toBe(expected))
})

describe('joinPath', () => {
  it.each([
    [['src', './a.ts'], 'src/a.ts'],
    [['src/x', '../a.ts'], 'src/a.ts'],
    [['', './'], ''],
    [['src', '..'], ''],
    [['src', '../..'], undefined],
    [['', '../a'], undefined]
  ])('joins %j', ([folder = '', ...parts], expected) => expect(joinPath(folder, ...parts)).toBe(expected))

  it('never leaves a folder part that is empty, or dots', () => {
    const part = fc.constantFrom('a', 'b', '.', '..', '')
    fc.assert(
      fc.property(fc.array(part), parts => {
        const joined = joinPath('', ...parts)
        expect(joined?.split('/').some(each => each === '.' || each === '..') ?? false).toBe(false)
      })
    )
  })
})

describe('isWithin', () => {
  it('does not take a common beginning for a folder', () => {
    expect([isWithin('src2/a', 'src'), isWithin('src/a', 'src'), isWithin('a', '')]).toEqual([
      false,
      true,
      true
    ])
  })
})

describe('foldersAbove', () => {
  it('lists the nearest first and the root last', () =>
    expect(foldersAbove('a/b/c.ts')).toEqual(['a/b', 'a', '']))
})
