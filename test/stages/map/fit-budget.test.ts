import {describe, expect, it} from 'vitest'
import type {Architecture, ComponentRow} from '../../../src/artifacts/architecture.ts'
import {charactersOf, fitBudget} from '../../../src/stages/map/fit-budget.ts'

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
    entryPoints: [],
    invariants: [],
    crossCutting: [],
    environment: [],
    coverage: []
  }
}

describe('fitBudget', () => {
  it('leaves a small document as it is', () => {
    const small = architecture(3, 1)
    expect(fitBudget(small)).toEqual(small)
  })

  it('cuts a large one to its share, and keeps what components import', () => {
    const large = architecture(30, 4)
    const cut = fitBudget(large)
    expect(charactersOf(large)).toBeGreaterThan(12_800)
    expect(charactersOf(cut)).toBeLessThanOrEqual(12_800)
    expect(cut.components?.map(({dependsOn}) => dependsOn)).toEqual(
      large.components?.map(({dependsOn}) => dependsOn)
    )
  })

  it('takes names before purposes, and purposes before the drawing', () => {
    const cut = fitBudget(architecture(30, 2))
    expect(cut.components?.[0]?.holds.length).toBeLessThan(4)
    expect(cut.diagram?.mermaid).toBeDefined()
  })
})
