import fc from 'fast-check'
import {describe, expect, it} from 'vitest'
import {fromCycles, toCycles} from '../../src/artifacts/architecture/cycles.ts'
import {fromLayers, toLayers} from '../../src/artifacts/architecture/layers.ts'
import {planArchitecture} from '../../src/artifacts/architecture/plan.ts'
import {readArchitecture} from '../../src/artifacts/architecture/read.ts'
import type {Architecture} from '../../src/artifacts/architecture.ts'
import {fromCyclesBody, toCyclesBody} from '../../src/artifacts/detailed-design/cycles-body.ts'
import {fromInvariantsBody, toInvariantsBody} from '../../src/artifacts/detailed-design/invariants-body.ts'
import {planDetailedDesign} from '../../src/artifacts/detailed-design/plan.ts'
import {readDetailedDesign} from '../../src/artifacts/detailed-design/read.ts'
import type {DetailedDesign} from '../../src/artifacts/detailed-design.ts'
import {parseFragment} from '../../src/markdown/parse.ts'
import {inline} from './arbitraries.ts'
import {renderPlan} from './render-plan.ts'

/** As the text of a list item. */
const item = inline.filter(text => !text.startsWith('\\'))
const path = fc.constantFrom('src/a.ts', 'src/with space/b.ts', 'src/`odd`.ts', 'index.js', 'src/a|b.ts')
const paths = fc.uniqueArray(path, {minLength: 1, maxLength: 4})
const line = fc.integer({min: 1, max: 9999})
const cycle = fc.record({
  members: paths,
  moreMembers: fc.nat(40),
  loop: paths,
  cut: fc.record({from: path, to: path, line, reason: inline})
})
const invariant = fc.record({text: inline, holds: fc.nat(99), of: fc.nat(99), counted: inline})

describe('structure in ARCHITECTURE.md', () => {
  it('reads back layers and rings', () => {
    fc.assert(
      fc.property(fc.array(item, {maxLength: 4}), rows => {
        const body = toLayers({caption: 'Order, from the bottom.', rows}).join('\n')
        expect(fromLayers(parseFragment(body), body)).toEqual({caption: 'Order, from the bottom.', rows})
      })
    )
    fc.assert(
      fc.property(fc.array(item, {minLength: 1, maxLength: 3}), fc.nat(9), (cycles, more) => {
        const body = toCycles(cycles, more).join('\n')
        const value = more === 0 ? {cycles} : {cycles, moreCycles: more}
        expect(fromCycles(parseFragment(body), body)).toEqual(value)
      })
    )
  })

  it('stands in the section of the map, and only where there is something to say', () => {
    const value: Architecture = {
      title: 'Architecture of `x`',
      layers: {caption: 'Order.', rows: ['`a`', '`b`']},
      cycles: ['`a.ts` and `b.ts` import each other.']
    }
    const text = renderPlan(planArchitecture(value, ['map']))
    expect(readArchitecture(text).value).toEqual(value)
    expect(renderPlan(planArchitecture({...value, cycles: []}, ['map']))).not.toContain('begin cycles')
  })
})

describe('structure in DETAILED_DESIGN.md', () => {
  it('reads back rings and invariants', () => {
    fc.assert(
      fc.property(fc.array(cycle, {minLength: 1, maxLength: 3}), rows => {
        expect(fromCyclesBody(toCyclesBody(rows).join('\n'))).toEqual(rows)
      })
    )
    fc.assert(
      fc.property(fc.array(invariant, {minLength: 1, maxLength: 3}), rows => {
        expect(fromInvariantsBody(toInvariantsBody(rows).join('\n'))).toEqual(rows)
      })
    )
  })

  it('stands in the main file, before the components', () => {
    const value: DetailedDesign = {
      title: 'Detailed design of `x`',
      cycles: [
        {
          members: ['a.ts', 'b.ts'],
          moreMembers: 0,
          loop: ['a.ts', 'b.ts'],
          cut: {from: 'a.ts', to: 'b.ts', line: 3, reason: 'it takes one name, `b`'}
        }
      ],
      invariants: [{text: '`a` does not import `b`.', holds: 7, of: 7, counted: 'imports; the reverse: 12'}],
      details: [],
      reach: []
    }
    const {main, files} = planDetailedDesign(value, ['map'], {wasSplit: false, folder: 'docs/design'})
    expect(files.size).toBe(0)
    expect(readDetailedDesign([renderPlan(main)]).value).toEqual(value)
  })
})
