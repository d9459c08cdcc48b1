import {describe, expect, it} from 'vitest'
import {createRandom} from '../../../src/base/random.ts'
import type {ImportEdge} from '../../../src/facts/facts.ts'
import {findMismatches} from '../../../src/stages/enrich/clusters.ts'

const edge = (from: string, to: string, kind: ImportEdge['kind'] = 'value'): ImportEdge => ({
  ...{from, to, kind, typeOnly: false, specifier: to, line: 1, test: false, inferred: false, names: []}
})

/** Two folders of ten modules, each of which imports the two after it. */
const ring = (folder: string) => Array.from({length: 10}, (_, n) => `${folder}/m${n}.ts`)
const a = ring('a')
const b = ring('b')
const ties = [a, b].flatMap(ids =>
  ids.flatMap((id, n) => [1, 2].map(step => edge(id, ids[(n + step) % 10] ?? '')))
)
const stray = 'a/stray.ts'
const folderOf = (path: string) => path.slice(0, path.indexOf('/'))

function check(imports: readonly ImportEdge[], expected: object[], modules = [...a, ...b, stray]) {
  expect(findMismatches(modules, imports, folderOf)).toMatchObject(expected)
}

/** It imports all but the last, which imports it. */
const toB = (count: number) =>
  b.slice(0, count).map((id, n) => (n === count - 1 ? edge(id, stray) : edge(stray, id)))
const found = {module: stray, home: 'a', tiedTo: 'b', neighbours: b.slice(0, 5), atHome: 0}

describe('a module against its folder', () => {
  it('is named when its group and its neighbours lie in another', () => check([...ties, ...toB(5)], [found]))

  it('is not with fewer than four neighbours there, nor with as many at home', () => {
    check([...ties, ...toB(3)], [])
    check([...ties, ...toB(5), ...a.slice(0, 3).map(to => edge(stray, to))], [])
  })

  it('is not when it only uses the other, as a plugin does', () =>
    check([...ties, ...b.slice(0, 5).map(to => edge(stray, to))], []))

  it('is not for what it only hands on', () =>
    check([...ties, ...b.slice(0, 5).map(to => edge(stray, to, 'reexport'))], []))

  it('is not when its folder serves the other', () =>
    check(
      [
        ...ties.filter(({from}) => !a.includes(from)),
        ...toB(5),
        ...a.slice(0, 6).flatMap(id => [edge(id, b[0] ?? ''), edge(id, b[1] ?? '')])
      ],
      []
    ))

  it('is not when it is only imported, from elsewhere too', () => {
    const used = b.slice(0, 8).map(from => edge(from, stray))
    const one = {...found, neighbours: b.slice(0, 8)}
    check([...ties, ...used], [one])
    check([...ties, ...used, edge(a[0] ?? '', stray)], [])
    check([...ties, ...used, edge(a[0] ?? '', stray), edge(stray, b[0] ?? '')], [{...one, atHome: 1}])
  })

  it('is not when it re-exports', () => check([...ties, ...toB(5), edge(stray, a[0] ?? '', 'reexport')], []))

  it('is not when one folder holds the other', () => {
    const below = (path: string) => (path.startsWith('b/') ? 'a/b' : 'a')
    expect(findMismatches([...a, ...b, stray], [...ties, ...toB(5)], below)).toEqual([])
  })

  it('is the same whatever the order of modules and imports', () => {
    const random = createRandom(7)
    const shuffled = <T>(list: readonly T[]) =>
      list
        .map(value => ({value, at: random()}))
        .sort((x, y) => x.at - y.at)
        .map(({value}) => value)
    const all = [...ties, ...toB(5)]
    for (let round = 0; round < 20; round++) check(shuffled(all), [found], shuffled([...a, ...b, stray]))
  })
})
