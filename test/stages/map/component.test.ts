import {describe, expect, it} from 'vitest'
import type {Package} from '../../../src/repo/layout.ts'
import {splitComponents} from '../../../src/stages/map/component.ts'
import {sourceModule} from './source-module.ts'

function check(ids: readonly string[], expected: readonly string[], options: Options = {}) {
  const packages = (options.packages ?? []).map(
    (path): Package => ({name: path, path, manifestPath: `${path}/package.json`, manifest: {}})
  )
  const components = splitComponents(ids.map(sourceModule), packages, options.previous)
  expect(components.map(({path, partial}) => (partial ? `${path} (own files)` : path))).toEqual(expected)
  expect(components.flatMap(({modules}) => modules).sort()).toEqual([...ids].sort())
}

interface Options {
  readonly packages?: readonly string[]
  readonly previous?: readonly string[]
}

const many = (folder: string, count: number) => Array.from({length: count}, (_, n) => `${folder}/f${n}.ts`)

describe('splitComponents', () => {
  it('takes the folders below the source root and the files beside them', () =>
    check(
      ['src/a/x.ts', 'src/b/y.ts', 'src/c/z.ts', 'src/index.ts'],
      ['src (own files)', 'src/a', 'src/b', 'src/c']
    ))

  it('splits the fullest folder that has two child folders of three files', () =>
    check(
      [...many('src/a/one', 3), ...many('src/a/two', 3), ...many('src/b', 2), 'src/c/z.ts'],
      ['src/a/one', 'src/a/two', 'src/b', 'src/c']
    ))

  it('leaves a folder whole whose child folders are small', () =>
    check(
      [...many('src/a/one', 3), ...many('src/a/two', 2), ...many('src/b', 2), 'src/c/z.ts'],
      ['src/a', 'src/b', 'src/c']
    ))

  it('takes workspace packages before folders', () =>
    check(
      ['packages/a/src/x.ts', 'packages/b/src/y.ts', 'packages/c/z.ts'],
      ['packages/a', 'packages/b', 'packages/c'],
      {
        packages: ['packages/a', 'packages/b', 'packages/c']
      }
    ))

  it('makes rows of the files of a flat package', () =>
    check(['src/a.ts', 'src/b.ts'], ['src/a.ts', 'src/b.ts']))

  it('keeps one row for a flat folder of many files', () => check(many('src', 31), ['src']))

  it('never makes more than thirty rows', () => {
    const ids = Array.from({length: 40}, (_, n) =>
      many(`src/p${n}/a`, 3).concat(many(`src/p${n}/b`, 3))
    ).flat()
    expect(splitComponents(ids.map(sourceModule), []).map(({path}) => path)).toHaveLength(30)
  })

  it('keeps the committed split while few rows differ', () => {
    const folders = Array.from({length: 10}, (_, n) => `src/f${n}`)
    const ids = [
      ...folders.flatMap(folder => many(folder, 2)),
      ...many('src/f0/one', 3),
      ...many('src/f0/two', 3)
    ]
    check(ids, folders, {previous: folders})
  })

  it('gives the committed split up when too many rows differ', () =>
    check(['src/a/x.ts', 'src/b/y.ts', 'src/c/z.ts'], ['src/a', 'src/b', 'src/c'], {previous: ['src']}))

  it('gives nothing for no modules', () => check([], []))
})
