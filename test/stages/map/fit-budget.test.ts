import {describe, expect, it} from 'vitest'
import type {Architecture, ComponentRow} from '../../../src/artifacts/architecture.ts'
import {charactersOf, fitBudget} from '../../../src/stages/map/fit-budget.ts'

/** 4,000 tokens less the 660 of enrich. */
const share = 13_360
const names = Array.from({length: 30}, (_, n) => `src/some/long/folder/name/component${n}`)

function architecture(rows: number, dependencies: number): Architecture {
  const components = names.slice(0, rows).map(
    (path, index): ComponentRow => ({
      path,
      partial: false,
      purpose: {text: `What ${path} is for, said at some length. `.repeat(3), source: `\`${path}/index.ts\``},
      holds: ['firstExportedName', 'secondExportedName', 'thirdExportedName', 'fourthExportedName'],
      size: 'M',
      dependsOn: names.filter((_, other) => other !== index).slice(0, dependencies),
      typesOf: []
    })
  )
  return {
    title: 'T',
    overview: ['One.'],
    diagram: {caption: 'Imports.', mermaid: 'flowchart TD\n  a --> b'},
    components,
    mostImported: ['a', 'b', 'c', 'd', 'e', 'f'],
    keyTypes: Array.from({length: 10}, (_, n) => ({
      name: `Type${n}`,
      path: `src/some/long/folder/name/type${n}.ts`,
      summary: 'What the type stands for, in one sentence.'
    })),
    entryPoints: [],
    invariants: [],
    crossCutting: ['Timers are set in `src/a.ts`.'],
    environment: [],
    coverage: []
  }
}

describe('fitBudget', () => {
  it('leaves a small document as it is', () => {
    const small = architecture(3, 1)
    expect(fitBudget(small)).toEqual(small)
  })

  it('lets a section use what others leave', () => {
    const many = architecture(18, 1)
    expect(charactersOf({...many, overview: [], keyTypes: []})).toBeGreaterThan(1200 * 4)
    expect(fitBudget(many)).toEqual(many)
  })

  it('cuts a large one to its share, and keeps what components import', () => {
    const large = architecture(30, 4)
    const cut = fitBudget(large)
    expect(charactersOf(large)).toBeGreaterThan(share)
    expect(charactersOf(cut)).toBeLessThanOrEqual(share)
    expect(cut.components?.map(({dependsOn}) => dependsOn)).toEqual(
      large.components?.map(({dependsOn}) => dependsOn)
    )
  })

  it('says where the rest is of what it cut', () => {
    expect(fitBudget(architecture(30, 4)).cut).toContain('code-map')
    expect(fitBudget(architecture(3, 1)).cut).toBeUndefined()
  })

  it('takes names before purposes, and purposes before the drawing', () => {
    const cut = fitBudget(architecture(30, 2))
    expect(cut.components?.[0]?.holds.length).toBeLessThan(4)
    expect(cut.diagram?.mermaid).toBeDefined()
  })

  it('cuts the section that is over its share, not its neighbours', () => {
    const environment = Array.from({length: 8}, (_, n) => ({
      name: `VARIABLE_${n}`,
      paths: ['src/a.ts'],
      fallback: 'no' as const
    }))
    const cut = fitBudget({...architecture(30, 2), environment})
    expect(cut.environment).toEqual(environment)
    expect(cut.cut).not.toContain('cross-cutting')
  })
})
