import {describe, expect, it} from 'vitest'
import type {Component, Dependency} from '../../../src/stages/map/component.ts'
import {describeLayers} from '../../../src/stages/map/describe-layers.ts'
import {findLayers} from '../../../src/stages/map/layers.ts'

/** `a>b` imports values, `a:b` types only. */
function dependencies(...edges: readonly string[]): Dependency[] {
  return edges.map(edge => {
    const [from = '', to = ''] = edge.split(/[>:]/)
    return {from, to, kinds: [edge.includes('>') ? 'value' : 'type'], weight: 1}
  })
}

function components(...paths: readonly string[]): Component[] {
  return paths.map(path => ({id: path, path, partial: path === 'src', modules: []}))
}

const rowsOf = (...edges: readonly string[]) =>
  describeLayers(findLayers(dependencies(...edges)), components('src'))

describe('findLayers', () => {
  it('ranks by the longest path down, from 1', () =>
    expect(findLayers(dependencies('c>b', 'b>a', 'c>a', 'd>a'))).toEqual([
      {rank: 1, groups: [['a']]},
      {rank: 2, groups: [['b'], ['d']]},
      {rank: 3, groups: [['c']]}
    ]))

  it('puts a ring on one layer', () =>
    expect(findLayers(dependencies('c>b', 'b>c', 'b>a', 'd>c'))).toEqual([
      {rank: 1, groups: [['a']]},
      {rank: 2, groups: [['b', 'c']]},
      {rank: 3, groups: [['d']]}
    ]))

  it('does not count imports that bring types only', () =>
    expect(findLayers(dependencies('b>a', 'a:b'))).toEqual([
      {rank: 1, groups: [['a']]},
      {rank: 2, groups: [['b']]}
    ]))

  it('leaves out what neither imports nor is imported', () =>
    expect(findLayers(dependencies('x:y'))).toEqual([]))
})

describe('describeLayers', () => {
  it('lists components from the bottom, a ring in parentheses, and marks what is left of a folder', () =>
    expect(rowsOf('c>b', 'b>c', 'b>a', 'src>c', 'e>src')?.rows).toEqual([
      '`a`',
      '(`b`, `c`)',
      '`src` (rest)',
      '`e`'
    ]))

  it('says why there is no order when most components lie on rings', () => {
    const value = rowsOf('a>b', 'b>a', 'c>a')
    expect(value?.rows).toEqual([])
    expect(value?.caption).toContain('most components lie on rings')
    expect(rowsOf('a>b', 'b>a', 'c>a', 'd>a')?.rows).toHaveLength(2)
  })

  it('is silent about one layer, and about none', () => {
    expect(rowsOf('a:b')).toBeUndefined()
    expect(rowsOf()).toBeUndefined()
  })

  it('keeps to twelve lines', () => {
    const chain = Array.from({length: 20}, (_, n) => `m${n}>m${n + 1}`)
    expect(rowsOf(...chain)?.rows).toEqual([])
  })
})
