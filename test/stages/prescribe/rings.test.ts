import {describe, expect, it} from 'vitest'
import type {ForeignZone} from '../../../src/artifacts/danger-zone.ts'
import {prescribe} from '../../../src/stages/prescribe/index.ts'
import {outlineOf, zones} from './examples.ts'

const foreign = (label: string, more: Partial<ForeignZone> = {}): ForeignZone => ({
  ...{label, title: `zone ${label}`, text: '', status: 'open', line: 3, anchor: label.toLowerCase()},
  ...{fix: `Mend ${label}.`, risk: 'high', tested: true},
  ...more
})
const components = [
  {path: 'src/app', dependsOn: ['src/core']},
  {path: 'src/core', dependsOn: []}
]

describe('what a zone says comes first', () => {
  it('comes first, test and change of it', () => {
    const list = [foreign('A', {after: ['B']}), foreign('B', {tested: false})]
    expect(outlineOf(prescribe({zones: zones([], list)}).value).now).toEqual([
      'NA-1 test B',
      'NA-2 refactor B after 1',
      'NA-3 refactor A after 2'
    ])
  })

  it('is cut where zones wait for each other, and told', () => {
    const list = [
      foreign('A', {after: ['B']}),
      foreign('B', {after: ['C']}),
      foreign('C', {after: ['A', 'C', 'gone']})
    ]
    const {value, problems} = prescribe({zones: zones([], list)})
    expect(outlineOf(value).now).toEqual([
      'NA-1 refactor A',
      'NA-2 refactor C after 1',
      'NA-3 refactor B after 2'
    ])
    expect(problems).toEqual([
      {
        kind: 'action-ring',
        message:
          'NA-1 → NA-3 → NA-2 → NA-1 wait for each other; the cheapest cut: NA-1 does not wait for NA-3, which only its zone asks for'
      }
    ])
  })

  it('is stronger than the order of layers, which is told', () => {
    const core = foreign('A', {path: 'src/core/a.ts', after: ['B']})
    const app = foreign('B', {path: 'src/app/b.ts'})
    const {value, problems} = prescribe({zones: zones([], [core, app]), architecture: {components}})
    expect(outlineOf(value).now).toEqual(['NA-1 refactor B', 'NA-2 refactor A after 1'])
    expect(problems.map(({message}) => message)).toEqual([
      'NA-2 → NA-1 → NA-2 wait for each other; the cheapest cut: NA-1 does not wait for the layers below it'
    ])
    const without = prescribe({zones: zones([], [{...core, after: []}, app]), architecture: {components}})
    expect(outlineOf(without.value).now).toEqual(['NA-1 refactor A', 'NA-2 refactor B'])
    expect(without.problems).toEqual([])
  })
})
