import {expect, it} from 'vitest'
import type {ForeignZone} from '../../../src/artifacts/danger-zone.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {zone, zones} from './examples.ts'

const fileList = (count: number) =>
  Array.from({length: count}, (_, index) => ({path: `src/e${index}.ts`, line: 1, note: ''}))
const reach = (d1: number) => ({impact: {d1, d2: 0, d3: 0, unresolved: 0}})

function refactorOf(input: Parameters<typeof prescribe>[0]): string | undefined {
  return prescribe(input).value.actions.find(({kind}) => kind === 'refactor')?.effortFrom
}

it.each([
  [0, 0, 'S from 1 file to touch, no direct dependent found'],
  [1, 5, 'M from 2 files to touch, at least 5 direct dependents'],
  [0, 5, 'S from 1 file to touch, at least 5 direct dependents'],
  [0, 6, 'M from 1 file to touch, at least 6 direct dependents'],
  [2, 20, 'M from 3 files to touch, at least 20 direct dependents'],
  [3, 0, 'L from 4 files to touch, no direct dependent found'],
  [0, 21, 'L from 1 file to touch, at least 21 direct dependents']
])('of a change of %i more files with %i dependents is counted', (files, dependents, expected) => {
  const one = zone(1, {gap: 1, evidence: fileList(files), ...reach(dependents)})
  expect(refactorOf({zones: zones([one])})).toBe(`${expected}, the failure is loud, or its path is tested`)
})

it('counts owners where they are known', () => {
  const one = zone(1, {gap: 1, evidence: fileList(1).map(piece => ({...piece, path: 'lib/b.ts'}))})
  const owners = [
    {path: 'src', owners: '`@core`'},
    {path: 'lib', owners: '`@core`'}
  ]
  expect(refactorOf({zones: zones([one]), owners})).toMatch(/^M from 2 files .*, 1 owner \(`@core`\)$/)
  const small = zone(1, {gap: 1, ...reach(0)})
  const two = [{path: 'src', owners: '`@core`'}]
  expect(refactorOf({zones: zones([small]), owners: two})).toMatch(/^S .*, 1 owner \(`@core`\)$/)
})

const foreign: ForeignZone = {
  ...{label: 'H-3', title: 'Silent key', text: '', status: 'open', line: 3, anchor: 'h-3', fix: 'Mend it.'},
  ...{risk: 'medium', path: 'src/hub/key.ts'}
}
const users = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k']
const components = (count: number) => [
  {path: 'src/hub', dependsOn: []},
  ...users.slice(0, count).map(name => ({path: `src/${name}`, dependsOn: ['src/hub']}))
]

it.each([
  [{}, 0, 'M from 1 file to touch, dependents not known, no component uses its own, tests not known'],
  [{}, 10, 'M from 1 file to touch, dependents not known, 10 components use its own, tests not known'],
  [{}, 11, 'L from 1 file to touch, dependents not known, 11 components use its own, tests not known'],
  [{dependents: 2}, 11, 'S from 1 file to touch, at least 2 direct dependents, tests not known'],
  [
    {tested: true, dependents: 0},
    0,
    'S from 1 file to touch, no direct dependent found, tested by its own words'
  ],
  [
    {paths: ['src/hub', 'src/hub/a.ts', 'src/hub/b.ts', 'src/hub/c.ts'], dependents: 1},
    ...[0, 'L from 4 files to touch, at least 1 direct dependent, tests not known' as const]
  ]
] as [Partial<ForeignZone>, number, string][])(
  'of a zone somebody else wrote takes what is not known for M: %j, %i users',
  (changed, count, expected) => {
    const input = {
      zones: zones([], [{...foreign, ...changed}]),
      architecture: {components: components(count)}
    }
    expect(refactorOf(input)).toBe(expected)
  }
)

it('is M without a word of files', () => {
  const {path: _, ...bare} = foreign
  expect(refactorOf({zones: zones([], [bare])})).toBe(
    'M from files not known, dependents not known, tests not known'
  )
  expect(refactorOf({zones: zones([], [{...bare, path: 'src/hub'}])})).toBe(
    'M from files not known, dependents not known, tests not known'
  )
})
