import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import type {ImportEdge} from '../../../src/facts/facts.ts'
import type {Package} from '../../../src/repo/layout.ts'
import {splitComponents} from '../../../src/stages/map/component.ts'
import {findDependencies} from '../../../src/stages/map/dependencies.ts'
import {findLayers} from '../../../src/stages/map/layers.ts'
import {sourceModule} from './source-module.ts'

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const folder = fc.array(name, {maxLength: 4})
/** Trees from a few files up to hundreds, with several files in most folders. */
const tree = fc
  .array(fc.tuple(folder, fc.integer({min: 1, max: 6})), {minLength: 1, maxLength: 90})
  .map(list => [
    ...new Set(
      list.flatMap(([parts, count]) =>
        Array.from({length: count}, (_, n) => [...parts, `f${n}.ts`].join('/'))
      )
    )
  ])
const wide = fc
  .integer({min: 31, max: 60})
  .map(count => Array.from({length: count}, (_, n) => [`packages/p${n}/x.ts`, `packages/p${n}/y.ts`]).flat())

interface Case {
  readonly ids: readonly string[]
  readonly packages: readonly string[]
  readonly previous: readonly string[]
  readonly edges: readonly ImportEdge[]
}

const cases: fc.Arbitrary<Case> = fc
  .oneof({arbitrary: tree, weight: 4}, {arbitrary: wide, weight: 1})
  .chain(ids => {
    const id = fc.constantFrom(...ids)
    const folders = [...new Set(ids.map(path => path.slice(0, Math.max(0, path.lastIndexOf('/')))))].filter(
      Boolean
    )
    const some =
      folders.length === 0 ? fc.constant([]) : fc.uniqueArray(fc.constantFrom(...folders), {maxLength: 40})
    return fc.record({
      ids: fc.constant(ids),
      packages: some,
      previous: some,
      edges: fc.array(fc.tuple(id, id, fc.boolean(), fc.boolean()).map(toEdge), {maxLength: 80})
    })
  })

function toEdge([from, to, typeOnly, test]: [string, string, boolean, boolean]): ImportEdge {
  const kind = typeOnly ? ('type' as const) : ('value' as const)
  return {from, to, kind, typeOnly, specifier: to, line: 1, test, inferred: false, names: []}
}

function toPackage(path: string): Package {
  return {name: path, path, manifestPath: `${path}/package.json`, manifest: {}}
}

const rowsOf = ({ids, packages, previous}: Case) =>
  splitComponents(ids.map(sourceModule), packages.map(toPackage), previous)

describe('rows of the code map', () => {
  it('are at most thirty, and hold every module once', () => {
    fc.assert(
      fc.property(cases, one => {
        const rows = rowsOf(one)
        expect(rows.length).toBeLessThanOrEqual(30)
        expect(rows.flatMap(({modules}) => modules).sort()).toEqual([...one.ids].sort())
      })
    )
  })

  it('hide no import that leaves them, and name none that does not', () => {
    fc.assert(
      fc.property(cases, one => {
        const rows = rowsOf(one)
        const homeOf = (id: string) => rows.find(({modules}) => modules.includes(id))?.id
        const crossing = one.edges.filter(({from, to, test}) => !test && homeOf(from) !== homeOf(to))
        const expected = new Set(crossing.map(({from, to}) => `${homeOf(from)} > ${homeOf(to)}`))
        const found = findDependencies(rows, one.edges)
        expect(new Set(found.map(({from, to}) => `${from} > ${to}`))).toEqual(expected)
        expect(found.reduce((sum, {weight}) => sum + weight, 0)).toBe(crossing.length)
      })
    )
  })

  it('stand on layers that no import of values climbs', () => {
    fc.assert(
      fc.property(cases, one => {
        const dependencies = findDependencies(rowsOf(one), one.edges)
        const rankOf = new Map<string, {rank: number; group: readonly string[]}>()
        for (const {rank, groups} of findLayers(dependencies))
          for (const group of groups) for (const member of group) rankOf.set(member, {rank, group})
        for (const {from, to, kinds} of dependencies) {
          if (kinds.every(kind => kind === 'type')) continue
          const [upper, lower] = [rankOf.get(from), rankOf.get(to)]
          expect(upper?.group === lower?.group || (upper?.rank ?? 0) > (lower?.rank ?? 0)).toBe(true)
        }
      })
    )
  })
})
