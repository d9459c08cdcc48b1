import {describe, expect, it} from 'vitest'
import {enrichedBodies, enrichedParts} from '../../src/artifacts/detailed-design/enriched-bodies.ts'
import {planDetailedDesign} from '../../src/artifacts/detailed-design/plan.ts'
import {readDetailedDesign} from '../../src/artifacts/detailed-design/read.ts'
import type {DetailedDesign} from '../../src/artifacts/detailed-design.ts'
import {removeGenerated} from '../../src/artifacts/remove-generated.ts'
import {renderPlan} from './render-plan.ts'

const design: DetailedDesign = {
  title: 'Detailed design of `x`',
  flows: [
    {
      text: 'route `GET /x_*`: `list` (`src/a.ts`) → database: `db.query` (`src/a.ts:3`)',
      mermaid: 'sequenceDiagram\n  participant start as route GET /x\n  start->>m1: list'
    },
    {text: 'bin `1. <!-- x`: `src/b.ts` → `b` (`src/b.ts`)', mermaid: 'sequenceDiagram'}
  ],
  registries: ['`src/list.ts` lists `a.ts`, `b.ts`, `c.ts` of `src/items`'],
  clusters: ['`src/a.ts` is tied more to `src/b` than to its own `src/c`'],
  hotspots: ['`src/a.ts`: changed by at least 10 commits, at least 20 branches'],
  coupling: ['`src/a.ts` and `src/b.ts`: at least 30 %'],
  refuted: [{doc: 'ARCHITECTURE.md', heading: 'Map', name: 'src/x.ts', reason: 'nothing of that name'}]
}

const write = (value: DetailedDesign) =>
  renderPlan(planDetailedDesign(value, ['map', 'enrich'], {wasSplit: false, folder: 'docs/design'}).main)

describe('what enrich says of the whole repository', () => {
  it('is read back as it was written', () =>
    expect(enrichedParts(readDetailedDesign([write(design)]).value)).toEqual({
      ...enrichedParts(design),
      reach: []
    }))

  it('is left out where there is nothing to say', () => expect(enrichedBodies({title: 'T'})).toEqual([]))

  it('states the thresholds of risk beside the first blast radius alone', () => {
    const row = {symbol: 'a', path: 'a.ts', d1: 2, direct: ['b', 'c'], d2: 0, d3: 0, unresolved: 0}
    const blast = [{...row, flows: [], moreFlows: 0}]
    const reach = {path: 'src', blast, tests: '', owners: '', history: '', confidence: ''}
    const idsOf = (value: DetailedDesign) => enrichedBodies(value).map(([id]) => id)
    expect(idsOf({title: 'T', reach: [reach]})).toEqual(['reach-legend'])
    expect(idsOf({title: 'T', reach: [{...reach, blast: []}]})).toEqual([])
  })

  it('goes with everything else that was generated', () =>
    expect(removeGenerated(write(design))).not.toMatch(/groundtruth|sequenceDiagram|Hotspots/))
})
